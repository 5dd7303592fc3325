"""A pack as people take it along: plain text, and an official document. What is commercially sensitive is named in
neither: a file leaves the house.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.face import formats
from hometown.face.tags.words import language
from hometown.kernel.dates import DatedTo

from . import access, labels, showing
from .composing import Numbers, Said
from .models import Exchange, FollowUp
from .showing import Section, Told


class Pack:
    """The pack of one exchange as one reader takes it along; `person` None is the city itself."""

    def __init__(self, exchange: Exchange, person: User | None) -> None:
        self.exchange, numbers = exchange, Numbers.of(exchange)
        reader = showing.Reader(person, exchange.held_on, file=True)
        found = showing.arranged(exchange.items.kept().in_order(), reader, numbers)
        self.sections: list[Section] = [one for one in found if one.kept]
        self.head = numbers.head()

    @property
    def title(self) -> str:
        """What the document is called."""
        words = {"batch": self.exchange.batch.name, "week": labels.week_words(self.exchange)}
        return _("Weekly exchange of %(batch)s, %(week)s") % words

    def minutes(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what was said, decided and agreed, each under its heading, once there is any."""
        minutes = self.exchange.minutes
        for heading, text in ((_("Minutes"), minutes.text), (_("Decisions"), minutes.decisions)):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            if lines:
                yield heading, lines
        agreed = [_agreed(one) for one in access.follow_ups_of(self.exchange)]
        if agreed:
            yield _("Who does what by when"), agreed


def _agreed(one: FollowUp) -> str:
    task = one.task
    day = showing.short(task.due_on.isoformat()) if task.due_on else ""
    return " · ".join(filter(None, (task.what, task.owner.name if task.owner else "", day)))


def text_of(said: list[Said]) -> str:
    """Return pieces as plain text."""
    return "".join(piece.text for piece in said)


def pieces_of(told: Told) -> list[Said]:
    """Return an item as one paragraph: what it is, what is known of it, what the secretary says to it."""
    what = _what(told)
    return [*([Said(f"{what} " if told.words else what)] if what else []), *told.words]


def _what(told: Told) -> str:
    what, line = told.title, " — ".join(told.line.splitlines())
    if what and line:
        what = _("%(title)s: %(line)s") % {"title": what, "line": line}
    known = _(", ").join([*told.meta, *filter(None, [told.mark])])
    if known:
        what = _("%(what)s (%(known)s)") % {"what": what or line, "known": known}
    return what or line


def as_text(pack: Pack) -> str:
    """Return a pack as plain text."""
    exchange = pack.exchange
    when = formats.day(DatedTo(exchange.held_on), language())
    lines = [pack.title, " · ".join(filter(None, (when, exchange.place))), "", text_of(pack.head)]
    for section in pack.sections:
        lines += ["", section.heading, *(f"- {text_of(pieces_of(one))}" for one in section.kept)]
    for heading, said in pack.minutes():
        lines += ["", heading, *said]
    return "\n".join(lines)
