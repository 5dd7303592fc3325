"""Receiving files: what is kept, what is refused, and that nothing hostile hangs or fools the house."""

import os
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings as django_settings

from hometown.accounts.models import User
from hometown.files import actions, looking, receiving, showing, storing
from hometown.files.kinds import Kind
from hometown.files.models import Blob
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import book
from tests.files import samples

pytestmark = pytest.mark.django_db
Lines = Callable[[], Any]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOMETOWN_HOME = tmp_path
    return tmp_path


def receive(actor: User, content: bytes | IO[bytes], name: str = "佐证.pdf") -> Blob:
    return actions.receive(actor, stream_or_bytes=content, file_name=name)


def kept_files(home: Path) -> list[Path]:
    return [path for path in (home / "blobs").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "media_type", "pages"),
    [
        (samples.picture("JPEG"), "image/jpeg", 1),
        (samples.picture("PNG"), "image/png", 1),
        (samples.picture("WEBP"), "image/webp", 1),
        (samples.pdf(3), "application/pdf", 3),
        (samples.office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0),
        (samples.workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 0),
        ("会议纪要".encode(), "text/plain", 1),
        (samples.MAIL, "message/rfc822", 1),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_sound_file_is_kept_as_it_came_with_one_line(
    lin: User, home: Path, lines_written: Lines, content: bytes, media_type: str, pages: int
) -> None:
    with lines_written() as lines:
        blob = receive(lin, BytesIO(content), "名字不算.exe")
    assert [line.verb for line in lines] == ["file.received"]
    assert (blob.media_type, blob.pages, blob.size, blob.received_from) == (media_type, pages, len(content), lin.pk)
    path = home / "blobs" / blob.sha256[:2] / blob.sha256
    assert path.read_bytes() == content
    assert kept_files(home) == [path]
    assert path.stat().st_mode & 0o077 == 0


def test_the_same_bytes_are_kept_once_whoever_brings_them(
    lin: User, zhou: User, home: Path, lines_written: Lines
) -> None:
    first = receive(lin, samples.pdf())
    with lines_written() as lines:
        again = receive(zhou, samples.pdf(), "另一个名字.pdf")
    assert again == first
    assert lines == []
    assert len(kept_files(home)) == 1


def test_bytes_that_got_lost_are_kept_again_when_they_come_again(lin: User) -> None:
    blob = receive(lin, samples.pdf())
    storing.blob_path(blob.sha256).unlink()
    assert receive(lin, samples.pdf()) == blob
    assert list(storing.problems()) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "files.empty"),
        (b"<!doctype html><p>page", "files.is_a_page"),
        (b"<svg onload='go()'/>", "files.is_a_page"),
        (b"a" * 5000 + b"<script>go()</script>", "files.is_a_page"),
        (b"MZ\x90\x00\x03", "files.is_a_program"),
        (b"\x7fELF\x02\x01", "files.is_a_program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "files.is_old_office"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 100, "files.is_an_archive"),
        (samples.plain_zip(), "files.is_an_archive"),
        (samples.picture("GIF"), "files.is_other_picture"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "files.is_heic"),
        (b"\x00\x01\x02\x03" * 40, "files.not_received"),
        (samples.picture("JPEG")[:200], "files.broken"),
        (b"\xff\xd8\xff\xe0" + b"<script>go()</script>", "files.broken"),
        (b"%PDF-1.4\n<script>go()</script>", "files.broken"),
        (samples.pdf()[:300], "files.broken"),
        (samples.locked_pdf(), "files.locked"),
        (samples.pixel_bomb(), "files.too_many_pixels"),
        (samples.zip_bomb(), "files.is_a_bomb"),
        (samples.office(word__vbaProject_dot_bin=b"x"), "files.has_macros"),
        (samples.office("application/vnd.ms-word.document.macroEnabled.main+xml"), "files.has_macros"),
        (samples.office(xl__macrosheets__sheet1_dot_xml=b"x"), "files.has_macros"),
        (samples.office(word__embeddings__oleObject1_dot_bin=b"x"), "files.has_embedded"),
        (
            samples.office(
                word___rels__settings_dot_xml_dot_rels=b'<R Type="x/attachedTemplate" TargetMode="External"/>'
            ),
            "files.calls_outside",
        ),
        (samples.office("application/vnd.openxmlformats-officedocument.presentationml"), "files.is_other_office"),
        (samples.office()[:-30], "files.broken"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_is_not_received_is_refused_with_a_reason_and_leaves_nothing(
    lin: User, home: Path, lines_written: Lines, content: bytes, code: str
) -> None:
    with lines_written() as lines, pytest.raises(BadInput) as caught:
        receive(lin, content)
    assert caught.value.code == code
    assert lines == []
    assert kept_files(home) == []


def test_an_unknown_file_is_named_in_the_refusal(lin: User) -> None:
    with pytest.raises(BadInput) as caught:
        receive(lin, b"\x00\x01\x02\x03" * 40, "台账.dbf")
    assert caught.value.facts["what"]


def test_a_file_over_the_limit_is_refused_before_it_is_read_whole(lin: User, settings: Any, home: Path) -> None:
    settings.UPLOAD_BYTES_MAX = 3 << 20

    class Endless(BytesIO):
        given = 0

        def read(self, size: int | None = -1, /) -> bytes:
            Endless.given += size or 0
            return b"a" * (size or 0)

    with pytest.raises(BadInput) as caught:
        receive(lin, Endless())
    assert caught.value.code == "files.too_large"
    assert caught.value.facts == {"most_mb": 3}
    assert Endless.given <= 5 << 20
    assert kept_files(home) == []


def test_a_file_that_hangs_the_worker_is_refused_in_time(
    lin: User, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(looking, "WORKER", sleeper)
    monkeypatch.setattr(looking, "SECONDS", 0.5)
    started = time.monotonic()
    with pytest.raises(BadInput) as caught:
        receive(lin, samples.pdf())
    assert caught.value.code == "files.too_slow"
    assert time.monotonic() - started < 10
    assert kept_files(home) == []


def test_a_worker_that_falls_refuses_the_file(lin: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faller = tmp_path / "faller.py"
    faller.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(looking, "WORKER", faller)
    with pytest.raises(BadInput) as caught:
        receive(lin, samples.pdf())
    assert caught.value.code == "files.broken"


def test_the_worker_is_given_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teller = tmp_path / "teller.py"
    teller.write_text(
        "import json, os, sys\n"
        "told = any(name.startswith(('HOMETOWN', 'DJANGO')) for name in os.environ)\n"
        "sys.stdout.write(json.dumps({'refused': str(told)}))\n"
    )
    monkeypatch.setenv("HOMETOWN_SECRET_KEY", "x" * 60)
    monkeypatch.setattr(looking, "WORKER", teller)
    said: list[str] = []

    def heard(reason: str) -> BadInput:
        said.append(reason)
        return BadInput("files.broken")

    monkeypatch.setattr(looking, "refusal", heard)
    with pytest.raises(BadInput):
        looking.examine(Kind.PDF, tmp_path, tmp_path)
    assert said == ["False"]


def test_those_who_record_nothing_may_add_no_file(zhao: User, guest: User, sun: User, home: Path) -> None:
    for actor in (zhao, guest, sun):
        with pytest.raises(NotAllowed):
            receive(actor, samples.pdf())
    assert kept_files(home) == []


def test_taken_files_join_the_line_of_whoever_binds_them(lin: User, lines_written: Lines) -> None:
    taken = receiving.take(samples.pdf(), file_name="a.pdf")
    with lines_written() as lines, book.entry("sample.bound", actor=lin.pk):
        blob = actions.receive(lin, stream_or_bytes=taken, file_name="a.pdf")
    assert [line.verb for line in lines] == ["sample.bound"]
    assert blob.pages == 1


def test_bytes_of_a_form_given_up_are_cleared_after_a_day(home: Path, lin: User) -> None:
    kept = receive(lin, samples.pdf())
    left = receiving.take(samples.pdf(2))
    assert storing.clear_leftovers() == 0
    for sha256 in (left.sha256, kept.sha256):
        os.utime(storing.blob_path(sha256), (1, 1))
    assert storing.clear_leftovers() == 1
    assert storing.blob_path(kept.sha256).is_file()
    assert not storing.blob_path(left.sha256).exists()


def test_a_shown_picture_is_drawn_anew_upright_and_without_exif(lin: User) -> None:
    from PIL import Image

    content = samples.picture_with_exif()
    assert b"CAMERA-MAKER" in content
    response = showing.show_page(receive(lin, content), 1)
    assert response["Content-Type"] == "image/jpeg"
    assert b"CAMERA-MAKER" not in response.content
    with Image.open(BytesIO(response.content)) as shown:
        assert not shown.getexif()
        assert shown.size == (40, 60)


def test_a_large_picture_is_shown_smaller_and_a_clear_one_on_white(lin: User) -> None:
    from PIL import Image

    large = showing.show_page(receive(lin, samples.picture("JPEG", (4000, 1000))))
    with Image.open(BytesIO(large.content)) as shown:
        assert shown.size == (2000, 500)
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(showing.show_page(receive(lin, out.getvalue())).content)) as clear:
        assert clear.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_every_page_of_a_pdf_is_shown_as_a_picture(lin: User) -> None:
    from PIL import Image

    blob = receive(lin, samples.pdf(3))
    assert list(showing.page_numbers(blob)) == [1, 2, 3]
    pages = [showing.show_page(blob, page).content for page in (1, 2, 3)]
    assert len(set(pages)) == 3
    with Image.open(BytesIO(pages[2])) as shown:
        assert shown.format == "PNG"
        assert max(shown.size) == 1600
    assert showing.show_page(blob, 2).content == pages[1]  # from what was drawn before
    for page in (0, 4):
        with pytest.raises(NotFound):
            showing.show_page(blob, page)


def test_a_giant_page_is_drawn_within_bounds(lin: User) -> None:
    from PIL import Image

    blob = receive(lin, samples.pdf(1, size=(20_000, 20)))
    with Image.open(BytesIO(showing.show_page(blob).content)) as shown:
        assert max(shown.size) <= 1601


def test_text_and_mail_are_shown_as_plain_text(lin: User) -> None:
    text = showing.show_page(receive(lin, "会议纪要".encode("gb18030")))
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert text.content.decode() == "会议纪要"
    mail = showing.show_page(receive(lin, samples.MAIL)).content.decode()
    assert "投资意向" in mail
    assert "拟于十月下旬赴淮考察" in mail


def test_office_files_are_only_handed_out(lin: User) -> None:
    blob = receive(lin, samples.workbook())
    assert list(showing.page_numbers(blob)) == []
    with pytest.raises(RuleBroken) as caught:
        showing.show_page(blob)
    assert caught.value.code == "files.only_handed_out"


def test_whatever_is_handed_out_can_run_nothing(lin: User) -> None:
    content = samples.pdf()
    blob = receive(lin, content)
    given = showing.download(blob, "../合同\u202e.exe")
    assert b"".join(given) == content
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Disposition"].endswith("%E5%90%88%E5%90%8C.exe.pdf")
    for answer in (given, showing.show_page(blob)):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "private" in answer["Cache-Control"]


def test_changed_and_lost_bytes_are_not_handed_out_and_are_reported(lin: User) -> None:
    blob, other = receive(lin, samples.pdf()), receive(lin, samples.pdf(2))
    assert list(storing.problems()) == []
    path = storing.blob_path(blob.sha256)
    path.write_bytes(b"x" * blob.size)
    with pytest.raises(RuleBroken) as caught:
        showing.download(blob)
    assert caught.value.code == "files.bytes_changed"
    storing.blob_path(other.sha256).unlink()
    with pytest.raises(RuleBroken) as caught:
        showing.download(other)
    assert caught.value.code == "files.bytes_gone"
    found = list(storing.problems())
    assert [line.split(":")[0] for line in found] == [blob.sha256, other.sha256]


def test_the_size_limit_is_25_megabytes_unless_set() -> None:
    assert django_settings.UPLOAD_BYTES_MAX == 25 << 20


def test_no_address_leads_to_the_files() -> None:
    from tests.house.test_routes import routes

    assert [address for address, pattern in routes() if "hometown.files" in pattern.callback.__module__] == []
