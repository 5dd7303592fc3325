"""What the review of the demo tells beside its figures: two drawn samples for photographs, and two shared notes."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from hometown.bulletins import actions as bulletins
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Activity, ActivityFile, Note
from hometown.fieldwork.told import Paper

from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
# Which of the collective trips, what its picture shows, the colours of its sky and ground.
PICTURES = (
    (1, "集体考察产业园（样例图）", (214, 226, 230), (120, 140, 118)),
    (4, "集体考察企业服务中心（样例图）", (232, 222, 206), (140, 122, 104)),
)
NOTES = (
    (
        "lin",
        date(2020, 1, 8),
        "在街道最大的体会是先听企业说完再回话。窗口把要带的材料印成一张纸，企业少跑一趟。（样例）",
    ),
    ("zhou", date(2020, 1, 9), "园区招商的同志先研究产业链再找企业，我们回来也要把链上缺什么先弄清楚。（样例）"),
)


def steps(world: World) -> Iterator[TimedStep]:
    """Yield how the pictures and notes come to be, and how the secretary chooses them."""
    yield date(2020, 1, 12), 20, partial(_keep_pictures, world)
    for login, day, text in NOTES:
        yield day, 21, partial(_write, world, login, text)
    yield date(2020, 1, 16), 15, partial(_choose, world)


def drawn(sky: tuple[int, int, int], ground: tuple[int, int, int]) -> bytes:
    """Return a picture of a few buildings: clearly a drawing, nobody in it."""
    picture = Image.new("RGB", (960, 640), sky)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 470, 960, 640), fill=ground)
    for left, top, width in ((80, 300, 170), (280, 200, 140), (450, 330, 220), (700, 240, 160)):
        draw.rectangle((left, top, left + width, 480), fill=tuple(one - 60 for one in sky))
        for row in range(top + 24, 460, 44):
            for column in range(left + 18, left + width - 20, 38):
                draw.rectangle((column, row, column + 20, row + 22), fill=sky)
    draw.text((30, 600), "SAMPLE - INVENTED FOR THE DEMO", fill=(255, 255, 255))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _keep_pictures(world: World) -> None:
    trips = list(Activity.objects.filter(kind="collective_trip").order_by("on", "pk"))
    for place, caption, sky, ground in PICTURES:
        fieldwork.edit_activity(
            world.users["fang"], trips[place], files=[Paper(drawn(sky, ground), "sample.png", caption)]
        )


def _write(world: World, login: str, text: str) -> None:
    fieldwork.write_note(world.users[login], text=text, share=True)


def _choose(world: World) -> None:
    fang = world.users["fang"]
    for file in ActivityFile.objects.filter(file_name="sample.png").select_related("activity", "blob").order_by("pk"):
        bulletins.choose_picture(fang, batch=world.batch, file=file, caption=file.caption, consent="nobody")
    for _, _, text in NOTES:
        note = Note.objects.get(text=text)
        bulletins.choose_reflection(fang, batch=world.batch, note=note, text=text)
