"""The sentences of a batch's review. Places in braces are figures and facts of records; a typed number is refused."""

from django.utils.translation import gettext_lazy as _

WHO = _("{officials} of {batch} worked and learned in {districts} of {host}, from {first_on} to {last_on}.")

INVESTMENT = (
    _("They visited {visited_host} of {host} and found intent to invest in {intent_host};"),
    _("they called on {visited_elsewhere} elsewhere and found intent to invest in {intent_elsewhere}."),
    _("They gathered {leads}, visited {visited}, signed {signed} with an agreed investment of {signed_amount},"),
    _("and reached an intent with {at_intent}, worth {at_intent_amount}."),
)
LARGEST = _(
    "One of them, {largest_words}, stands at “{largest_stage}” with {largest_at_intent}: more than half of the sum."
)
INVESTORS = _("They listed {invested_home} of {host} that have invested at home, and asked them to introduce others.")
CASE = _("{case_officer} brought in {case_signed}.")

LEARNING = _(
    "The branch led collective study {collective_trips} and thematic study {thematic_studies}; "
    "officers took part in regional meetings {regional_meetings}."
)

LEARNED = (
    _("Units at home asked {questions_asked}, and accepted an answer to {answers_accepted};"),
    _("practices written down: {practices}, adopted at home: {practices_adopted}."),
)

NOTES = (
    _("Of {signed} signed, {signed_verified} are verified by somebody who did not report them."),
    _("Of {signed} signed, {signed_in_doubt} hold a contradiction that no verifier has cleared."),
    _("Amounts signed are agreed amounts, not money paid in."),
    _("Firms are counted once however often they were visited; times count events."),
    _("Origin and stage are counted independently of each other."),
)
AFTER = _("After the batch returned, by today: signed {after_signed}, worth {after_signed_amount}.")

HEADINGS = {
    "who": "",
    "investment": _("Attracting investment"),
    "learning": _("Learning"),
    "notes": _("What to know about these numbers"),
    "after": _("After the return"),
}
