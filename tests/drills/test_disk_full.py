"""The disk is full: a clear page that keeps what was typed, nothing half-saved, and a book that is whole afterwards."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Child

ROOM = 6 << 20  # bytes beside what the home holds when it is copied in
LONG = "铝箔" * 400


@pytest.fixture
def small_disk(home: Path, tmp_path: Path) -> Iterator[Path]:
    """The home on a disk of its own with little room left; a real one, so that every write meets it."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    place = tmp_path / "small"
    place.mkdir()
    held = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    size = (held + ROOM + (2 << 20)) >> 10
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k,mode=700", "tmpfs", str(place)], check=True)
    try:
        shutil.copytree(home, place / "home")
        yield place / "home"
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


FILL = """
import os
from pathlib import Path

def fill(left=0):
    filler = Path(settings.HOMETOWN_HOME).parent / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"0" * 65536)
        except OSError:
            pass
    if left:
        os.truncate(filler, max(0, filler.stat().st_size - left))

def make_room():
    (Path(settings.HOMETOWN_HOME).parent / "filler").unlink()
"""


def test_a_form_on_a_full_disk_comes_back_and_the_book_is_whole(small_disk: Path, child: Child, command: Child) -> None:
    done = child(
        FILL
        + f"""
from hometown.ledger.models import Entry
sign_in()
browser.get("/")
before = Entry.objects.count()
fill()
typed = {LONG!r}
for _ in range(40):  # a write-ahead log has a little room of its own left
    project, answer = edited(summary=typed, next_step="Ring the park about the hall" + str(_))
    if answer.status_code != 302:
        break
said(answer)
kept = Entry.objects.count()
assert typed in answer.content.decode(), "the words are gone"
assert 'name="summary"' in answer.content.decode()
print("reads", browser.get(f"/projects/{{project.pk}}/").status_code)
last = Project.objects.get(pk=project.pk).next_step
print("kept", kept - before, "last", last)
make_room()
_, again = edited(summary=typed, next_step="After room was made")
print("again", again.status_code, Project.objects.get(pk=project.pk).next_step)
assert Entry.objects.count() == kept + 1
""",
        where=small_disk,
    ).stdout
    assert "status 507" in done
    assert "no room left on the disk" in done.lower()
    assert "system administrator" in done
    assert "reads 200" in done
    assert "again 302 After room was made" in done
    assert command("check", where=small_disk).stdout.startswith("In order")


def test_a_file_on_a_full_disk_leaves_neither_bytes_nor_record(small_disk: Path, child: Child, command: Child) -> None:
    done = child(
        FILL
        + """
from django.core.files.uploadedfile import SimpleUploadedFile
from hometown.files.models import Blob
from hometown.projects.models import Evidence
sign_in()
browser.get("/")
project = Project.objects.filter(filings__officer__user__login="lin", status="active").order_by("pk").first()
address = f"/projects/{project.pk}/evidence/add/"
purpose = browser.get(address).context["form"].fields["purpose"].choices[0][1][0][0]
before = (Blob.objects.count(), Evidence.objects.count())
fill(left=200_000)
paper = SimpleUploadedFile("paper.txt", "一行字\\n".encode() * 60_000, "text/plain")
answer = browser.post(address, {"purpose": purpose, "file": paper, "note": "From the fair"})
said(answer)
assert (Blob.objects.count(), Evidence.objects.count()) == before
print("left", len(list((Path(settings.HOMETOWN_HOME) / "blobs" / "incoming").glob("*"))))
""",
        where=small_disk,
    ).stdout
    assert "status 507" in done
    assert "From the fair" in done
    assert "left 0" in done
    (small_disk.parent / "filler").unlink()
    assert command("check", where=small_disk).stdout.startswith("In order")


def test_a_command_on_a_full_disk_says_so_in_one_line(small_disk: Path, child: Child, command: Child) -> None:
    child(FILL + "fill()", where=small_disk)
    told = command("upgrade", where=small_disk)
    assert told.returncode == 1
    assert "no room left on the disk" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


def test_a_write_that_is_half_kept_is_seen(home: Path, child: Child, command: Child) -> None:
    """The control: a record written past the book, as a torn write would leave it, does not pass the check."""
    child(
        """
from hometown.ledger import door
project = Project.objects.order_by("pk").first()
project.next_step = "Half a write"
with door.opened():
    project.save()
"""
    )
    told = command("check")
    assert told.returncode == 1
    assert "projects.project" in told.stderr
