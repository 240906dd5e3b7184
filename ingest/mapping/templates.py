"""Templates over columns, such as `cn-stock:{code}`.

If a template contains a `|`, every `|` and backslash of a cell is escaped with a backslash, so that columns joined by
`|` produce the same text only for the same cells.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from ...errors import SourceError

BAR = "|"


@dataclass(frozen=True, slots=True)
class Template:
    """Words with columns between them: `words[i]` precedes `columns[i]`, the last word ends the text."""

    words: tuple[str, ...]
    columns: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Template":
        """Read a template; `{{` and `}}` are literal braces."""
        try:
            parts = list(Formatter().parse(text))
        except ValueError as error:
            raise SourceError(f"{text!r} is not a template: {error}") from error
        words, columns = [""], []
        for before, column, form, conversion in parts:
            words[-1] += before
            if column is None:
                continue
            if not column or form or conversion:
                raise SourceError(f"{text!r} is not a template: braces may contain only the name of a column")
            columns.append(column)
            words.append("")
        return cls(tuple(words), tuple(columns))

    @property
    def text(self) -> str:
        """The template as written, apart from the way in which literal braces are doubled."""
        columns = (*(f"{{{column}}}" for column in self.columns), "")
        return "".join(word + column for word, column in zip(self.words, columns, strict=True))

    def compile(self, columns: Mapping[str, int]) -> Callable[[Sequence[str]], str | None]:
        """Build the function that fills the template; it returns `None` if one of its columns is empty."""
        bars = "".join(self.words).count(BAR)
        if len(self.columns) == 1:
            return _fill_one(self.words[0], self.words[1], columns[self.columns[0]], bars)
        pattern = "".join(word.replace("%", "%%") + "%s" for word in self.words[:-1]) + self.words[-1].replace(
            "%", "%%"
        )
        return _fill_many(pattern, [columns[column] for column in self.columns], bars)


def is_template(text: str) -> bool:
    """Return whether a text has braces."""
    return "{" in text


def _fill_one(before: str, after: str, index: int, bars: int) -> Callable[[Sequence[str]], str | None]:
    def fill(cells: Sequence[str]) -> str | None:
        cell = cells[index].strip()
        if bars and (BAR in cell or "\\" in cell):
            cell = _escape(cell)
        return before + cell + after if cell else None

    return fill


def _fill_many(pattern: str, indices: Sequence[int], bars: int) -> Callable[[Sequence[str]], str | None]:
    def fill(cells: Sequence[str]) -> str | None:
        values = tuple([cells[index].strip() for index in indices])
        if "" in values:
            return None
        text = pattern % values
        if bars and (text.count(BAR) != bars or "\\" in text):
            return pattern % tuple(map(_escape, values))
        return text

    return fill


def _escape(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace(BAR, "\\|")
