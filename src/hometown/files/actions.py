"""The one verb of files: receive."""

from typing import IO

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed
from hometown.ledger import book

from .models import Blob
from .receiving import Taken, take

MAY_RECEIVE = (
    Capability.RECORD_FIELDWORK, Capability.FILE_LEAD, Capability.REPORT_EVIDENCE, Capability.RECORD_COMPANIES,
    Capability.IMPORT_WORKBOOKS, Capability.RUN_PROGRAMME, Capability.RUN_BRANCH,
)  # fmt: skip


def receive(
    actor: User | None, *, stream_or_bytes: IO[bytes] | bytes | Taken, file_name: str, vouched: bool = False
) -> Blob:
    """Keep a file and return its record; the same bytes are kept once, and then nothing is written.

    Whoever binds the file to something (evidence, an activity) keeps its name. Raises BadInput for what is not
    received. A floor above that lets somebody without an account send files says so with `vouched`.
    """
    if not vouched and (actor is None or not actor.may(*MAY_RECEIVE)):
        raise NotAllowed("files.may_not_receive")
    taken = stream_or_bytes if isinstance(stream_or_bytes, Taken) else take(stream_or_bytes, file_name=file_name)
    known: Blob | None = Blob.objects.filter(sha256=taken.sha256).first()
    if known is not None:
        return known
    sender = actor.pk if actor else None
    with book.entry("file.received", actor=sender) as entry:
        known = Blob.objects.filter(sha256=taken.sha256).first()  # somebody else's turn may have come first
        if known is not None:
            return known
        blob = Blob(
            sha256=taken.sha256, size=taken.size, media_type=taken.kind, pages=taken.pages, received_at=clock.now(),
            received_from=sender,
        )  # fmt: skip
        entry.put(blob)
    return blob
