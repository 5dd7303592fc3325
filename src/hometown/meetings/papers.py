"""A pack as an official document 周交流材料: for people of the branch, marked 内部, naming nothing sensitive."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hometown.face.formats import is_chinese
from hometown.face.tags.words import language
from hometown.official import Block, Document, Figure, Heading, Items, Paragraph
from hometown.programme.models import Branch

from . import labels
from .composing import Said
from .writing import Pack, pieces_of


def document(pack: Pack) -> Document:
    """Return a pack, with its minutes once there are any, as an official document in the present language."""
    exchange = pack.exchange
    branch = Branch.objects.filter(batch=exchange.batch_id).first()
    return Document(
        title="\n".join((exchange.batch.name, _("Weekly exchange, %(week)s") % {"week": labels.week_words(exchange)})),
        blocks=tuple(_blocks(pack)),
        signed_by=branch.name if branch else "",
        dated=exchange.held_on,
        label=_("Internal"),
        language="zh" if is_chinese(language()) else "en",
        stamped=False,
    )


def _blocks(pack: Pack) -> Iterator[Block]:
    yield Paragraph(_text(pack.head))
    for section in pack.sections:
        yield Heading(1, section.heading)
        yield Items([_text(pieces_of(one)) for one in section.kept])
    for heading, lines in pack.minutes():
        yield Heading(1, heading)
        yield from (Paragraph(line) for line in lines)


def _text(said: list[Said]) -> list[str | Figure]:
    return [Figure(one.text, one.code) if one.code else one.text for one in said]
