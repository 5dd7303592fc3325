"""What the base templates need."""

from django.template import Library
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString

from hometown.face.preferences import FacePreferences, as_rendered, preferences_of

register = Library()


@register.simple_tag(takes_context=True)
def preferences(context: Context) -> FacePreferences:
    """How this reader likes the page: `{% preferences as face %}`."""
    return as_rendered(preferences_of(context.get("request")))


@register.simple_tag(takes_context=True)
def title_again(context: Context) -> SafeString:
    """Print the `title` block a second time, as the page's heading: a block may stand in a template only once."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block("title")
    return SafeString(block.render(context)) if block else SafeString("")
