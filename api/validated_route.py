"""Routes whose answers are held against their response model before they are sent."""

from collections.abc import Callable, Coroutine
from functools import cached_property
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.types import Receive, Scope, Send

from .envelope import AnswerResponse


class ValidatedRoute(APIRoute):
    """A route that refuses to send what its response model does not describe."""

    always_validated: ClassVar[bool] = True

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.response_model)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer HEAD as GET, with all checks of the application; the server leaves the body out."""
        as_get = scope["method"] == "HEAD" and "GET" in (self.methods or ())
        await super().handle({**scope, "method": "GET"} if as_get else scope, receive, send)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler; an answer of another shape is an error of this side and is logged as such."""
        handle = super().get_route_handler()

        async def handle_and_validate(request: Request) -> Response:
            response = await handle(request)
            if isinstance(response, AnswerResponse):
                request.state.complete = response.complete
            validated = self.always_validated or request.app.state.validate_answers
            if validated and self.response_model is not None and response.status_code == HTTPStatus.OK:
                self._adapter.validate_json(bytes(response.body))
            return response

        return handle_and_validate


class LargeAnswerRoute(ValidatedRoute):
    """A route whose answers are so large that validation costs more than 5 % of the request.

    They are validated where the setting `validate_answers` asks for it, as in the tests.
    """

    always_validated = False
