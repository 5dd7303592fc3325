"""One page is made under one version of the rules, asked for once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .standing import asked_once


class RulesMiddleware:
    """Keep the rules that were asked for until the page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with asked_once():
            return self.get_response(request)
