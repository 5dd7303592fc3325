"""`{% csrf_token %}` as every template knows it; beside the token it writes the form's key. Loaded by the settings."""

from django.template import Library, Node
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString

from hometown.face.form_keys import hidden_key

register = Library()


class _Marks(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        token = super().render(context)
        return SafeString(token + hidden_key()) if token else SafeString("")


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> Node:
    """Mark a form that posts: whose it is, and which one."""
    return _Marks()
