"""The lists of learning, side by side."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the lists of learning."""
    views = (
        ("question-list", _("Questions")),
        ("practice-list", _("Practices")),
        ("benchmark-list", _("Comparisons")),
        ("reflection-list", _("Reflections")),
        ("playbook-list", _("Playbooks")),
        ("mentoring-list", _("Mentors")),
        ("thanks-letter-list", _("Letters of thanks")),
        ("knowledge", _("Look something up")),
        ("learning", _("By theme")),
    )
    found = [(words, reverse(name)) for name, words in views]
    return [{"label": words, "url": url, "current": request.path == url} for words, url in found]
