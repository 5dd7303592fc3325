"""Which methods are answered: pages are read (GET, HEAD) and forms are sent (POST); there is nothing else here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, StreamingHttpResponse

METHODS = ("GET", "HEAD", "POST")


class MethodsMiddleware:
    """Refuse other methods; answer HEAD as GET without the body.

    The server sends what it is given: a body after HEAD would be taken for the next answer on the same connection.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = request.META["REQUEST_METHOD"] = "GET"
        return _bodiless(self.get_response(request))


def _bodiless(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()  # a file is closed with the answer
    else:
        response.content = b""  # type: ignore[attr-defined]
    return response
