"""Pages of companies: thin, they parse, call an action and answer."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, empty or not; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None
