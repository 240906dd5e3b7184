"""A hunt in which questions were not answered fails, and a part that was not answered hides no other part."""

import pytest

from .compare import Oracle, find_differences
from .questions import TODAY, Given, Question
from .replies import Replies
from .worlds import holds, make_world

ORACLE = Oracle(make_world(holds("p", "a", 60)))
QUESTION = Question("owners", "a", TODAY)


@pytest.mark.parametrize(("unanswered", "too_few"), [(0, False), (1, False), (2, True), (20, True)])
def test_a_hunt_fails_where_more_than_one_of_twenty_questions_is_not_answered(unanswered: int, too_few: bool) -> None:
    replies = Replies()
    for number in range(20):
        replies.count(Given({} if number < unanswered else {"known": True}))
    assert replies.too_few is too_few
    assert replies.describe() == f"{unanswered} of 20 questions not answered"


def test_owners_are_compared_where_the_controllers_were_not_answered() -> None:
    fields = {name: field for name, field in ORACLE.answer(QUESTION).items() if name != "controllers"}
    given = Given({**fields, "shares": {"p": 0.5}}, lacking=frozenset(("controllers",)))
    assert [one.field for one in find_differences(QUESTION, given, ORACLE)] == ["shares"]
    assert given.unanswered
