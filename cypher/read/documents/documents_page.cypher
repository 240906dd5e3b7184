// id: documents_page
// returns: id, title, text, language, published
// documents in the order of their ids
MATCH (document:Document)
WHERE document.id > $after
WITH document ORDER BY document.id LIMIT $limit
RETURN document.id AS id, document.title AS title, document.text AS text, document.language AS language, document.published AS published
