"""A refusal raised in a view becomes the right answer: a page, a notice for htmx, or JSON."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from hometown.face.answers import machine_out, only_sent, refused
from hometown.face.outages import outage_of
from hometown.kernel.errors import BadInput, Refusal

_log = logging.getLogger(__name__)


class RefusalMiddleware:
    """Answer refusals, and say what is the matter with the machine; any other exception is a bug and leaves a trace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", ""):  # PostgreSQL takes no NUL in a text
            return refused(request, BadInput("face.bad_request"))
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            return only_sent(request, response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, Refusal):
            return refused(request, exception)
        outage = outage_of(exception)
        if outage is None:
            return None
        _log.error("%s %s: %s (%s)", request.method, request.path, outage.name, exception)
        return machine_out(request, outage)
