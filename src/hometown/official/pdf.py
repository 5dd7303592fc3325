"""A docx as PDF: LibreOffice lays it out, in a folder of its own that is gone afterwards."""

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from . import fonts

SECONDS = 60
_PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP")  # no secrets, no settings


class NotLaidOut(Exception):
    """LibreOffice gave no PDF: it is not there, it took too long, or it failed. The text says what it said."""


def written(docx: bytes, program: str) -> bytes:
    """Return a docx laid out as PDF by a LibreOffice. Raises NotLaidOut.

    It sees this file only, starts with settings of its own, and is stopped after a minute with whatever it started.
    """
    with tempfile.TemporaryDirectory(prefix="hometown-pdf-") as scratch:
        folder = Path(scratch)
        (folder / "paper.docx").write_bytes(docx)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", "pdf:writer_pdf_Export", "--outdir", scratch, str(folder / "paper.docx"),
        ]  # fmt: skip
        said = _run(command, folder)
        made = folder / "paper.pdf"
        if not made.is_file():
            raise NotLaidOut(said.strip()[-300:])
        return made.read_bytes()


def _run(command: list[str], folder: Path) -> str:
    env = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    env |= {"HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp", "FONTCONFIG_FILE": str(_name_faces(folder))}
    try:
        running = subprocess.Popen(  # noqa: S603 - a program the installation names; the arguments are paths of ours
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, cwd=folder,
            start_new_session=True, text=True, errors="replace",
        )  # fmt: skip
    except OSError as error:
        raise NotLaidOut(str(error)) from error
    try:
        return running.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired as error:
        raise NotLaidOut(f"more than {SECONDS} s") from error
    finally:
        # LibreOffice is started by a script of its own: what it left running goes, too.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _name_faces(folder: Path) -> Path:
    """Write what serves for a typeface the machine lacks, for fontconfig; it reads the machine's own settings first."""
    aliases = "".join(
        f'<alias binding="same"><family>{escape(face.name)}</family><accept>'
        + "".join(f"<family>{escape(name)}</family>" for name in face.serving)
        + "</accept></alias>"
        for face in fonts.FACES
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return path
