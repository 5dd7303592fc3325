"""Small papers that stand for evidence: a page that says what it is and that it is invented. Each differs in its bytes."""

from io import BytesIO

from PIL import Image, ImageDraw

from hometown.files import storing
from hometown.files.kinds import Kind
from hometown.files.receiving import Taken


def paper(kind: str, about: str) -> bytes:
    """Return a one-page PDF."""
    page = Image.new("L", (420, 594), 255)
    draw = ImageDraw.Draw(page)
    draw.rectangle((24, 24, 396, 570), outline=90)
    draw.text((40, 48), "SAMPLE - INVENTED FOR THE DEMO", fill=60)
    draw.text((40, 80), kind.replace("_", " ").upper(), fill=0)
    for line, start in enumerate(range(0, len(about), 46)):
        draw.text((40, 120 + 18 * line), about[start : start + 46].encode("ascii", "replace").decode(), fill=0)
    for line in range(14):
        draw.line((40, 200 + 24 * line, 380 - (line * 37) % 120, 200 + 24 * line), fill=200, width=3)
    out = BytesIO()
    page.save(out, "PDF")
    return out.getvalue()


def taken(kind: str, about: str) -> Taken:
    """Keep a sample's bytes. We drew it a moment ago, so nobody need open it in the worker as a received file is."""
    content = paper(kind, about)
    draft = storing.drafted(BytesIO(content), len(content))
    try:
        draft.keep()
        return Taken(draft.sha256, draft.size, Kind.PDF, pages=1)
    finally:
        draft.drop()
