"""A refusal raised in a view becomes the right answer: a page, a notice for htmx, or JSON."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from hometown.face.answers import refused
from hometown.kernel.errors import BadInput, Refusal


class RefusalMiddleware:
    """Answer refusals; leave every other exception alone, since it is a bug and must leave a trace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", ""):  # PostgreSQL takes no NUL in a text
            return refused(request, BadInput("face.bad_request"))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return refused(request, exception) if isinstance(exception, Refusal) else None
