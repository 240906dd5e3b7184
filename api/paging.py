"""The parameter by which every list is asked for its next page."""

from typing import Annotated

from fastapi import Query

After = Annotated[
    str | None, Query(max_length=2000, description="`next` of the answer before; the first page if absent.")
]
