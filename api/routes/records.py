"""A record: the row that an answer cites, as it was delivered."""

from fastapi import APIRouter, Response

from ...answers.records.records import answer_record, write_record
from ..depends import Access, RecordKey
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.records import Record
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS_OF_RECORDS

router = APIRouter(prefix="/v1/records", tags=["records"], responses=PROBLEMS_OF_RECORDS, route_class=ValidatedRoute)


@router.get("/{key}", summary="Read a record by the key that answers cite", response_model=Answer[Record])
async def read_record_view(key: RecordKey, access: Access) -> Response:
    """Return a record: its source, delivery, file and line, the cells as delivered, its versions and what each made.

    A record that is retired or has ended is answered too, with a note that says when and by which delivery. The row of
    a person whose data was erased or is restricted is never shown. Percent-encode the key, as in
    `/v1/records/world%7Cholding%7Cworld%3AH000247`.
    """
    answer = await answer_record(access, key)
    return send_answer(answer, write_record(answer.content))
