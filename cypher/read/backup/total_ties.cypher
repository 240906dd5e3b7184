// how many relationships the graph holds
MATCH ()-[tie]->()
RETURN count(tie) AS ties
