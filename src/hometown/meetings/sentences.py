"""The sentences at the head of a pack. Places in braces are figures of the week; a typed number is refused."""

from django.utils.translation import gettext_lazy as _

HEAD = (
    _("From {first_on} to {last_on} officers filed {leads} and visited {visited};"),
    _("thematic studies: {thematic_studies}, regional meetings: {regional_meetings}."),
)
FACTS = frozenset({"first_on", "last_on"})  # days of the week itself: no figures
OFFERED = ("leads", "visited", "thematic_studies", "regional_meetings", "signed", "at_intent")  # for an editor's words
