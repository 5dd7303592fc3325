"""The language catalogues: take sentences out of the code, check and compile them. No system gettext is needed.

    python -m hometown.face.catalogues update     new sentences into every app's django.po, translations kept
    python -m hometown.face.catalogues check      what is missing, unsure, unused, or lost a %(place)s; exit 1 if any
    python -m hometown.face.catalogues compile    django.po to django.mo where the .mo is older

Each app has one catalogue, for Chinese; the sentences in the code are the English. Knows no Django settings.
"""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = "zh_Hans"
CATALOGUE = Path("locale") / LOCALE / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]")

Found = tuple[str, str | tuple[str, ...], str | None]  # file, sentence (and plural), context


def apps(package: Path = PACKAGE) -> list[Path]:
    """Return the folders of the apps."""
    return sorted(path.parent for path in package.glob("*/__init__.py"))


def sentences(app: Path) -> Iterator[Found]:
    """Yield every sentence of an app's Python files and templates."""
    for path in sorted(app.rglob("*")):
        if path.suffix == ".py":
            source = path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            source = template_as_python(path).encode()
        else:
            continue
        name = path.relative_to(app).as_posix()
        for _line, message, _comments, context in extract("python", io.BytesIO(source), KEYWORDS):
            yield name, message, context


def template_as_python(path: Path) -> str:
    """Return the calls of gettext that a template amounts to.

    Django writes the rest of the page as rows of X; the margins go, since Python would read them as blocks.
    """
    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in text.splitlines()) + "\n"


def template_of(app: Path) -> Catalog:
    """Return a catalogue of the app's sentences without translations."""
    found = Catalog(locale=LOCALE)
    for name, message, context in sentences(app):
        if message and message != ("", ""):
            found.add(message, locations=[(name, 0)], context=context)
    return found


def read(path: Path) -> Catalog:
    """Read a catalogue; an absent one is empty."""
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def update(package: Path = PACKAGE) -> list[Path]:
    """Bring every app's catalogue up to its code, keeping translations. Returns the catalogues that changed.

    Nothing is guessed: a new sentence is empty until somebody translates it, an unused one is gone.
    """
    changed = []
    for app in apps(package):
        fresh = template_of(app)
        path = app / CATALOGUE
        if not len(fresh) and not path.exists():
            continue
        old = read(path)
        for message in fresh:
            known = old.get(message.id, message.context) if message.id else None
            if known is not None and not known.fuzzy:
                message.string = known.string
                message.user_comments = known.user_comments
        if _write(fresh, path):
            changed.append(path)
    return changed


def _write(catalog: Catalog, path: Path) -> bool:
    for message in catalog:
        message.locations = sorted(message.locations)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, omit_header=True, sort_output=True, include_lineno=False)
    text = f"{_head()}{buffer.getvalue().decode()}".rstrip() + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def _head() -> str:
    """Return a header without dates, so that an update that finds nothing changes nothing."""
    return (
        'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )


def check(package: Path = PACKAGE) -> list[str]:
    """Return what is wrong, one line each: missing, unsure, unused, a place lost, two words for one thing."""
    faults: list[str] = []
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for app in apps(package):
        fresh, kept = template_of(app), read(app / CATALOGUE)
        faults += _missing(app.name, fresh, kept)
        for message in kept:
            if message.id:
                faults += _wrong(app.name, message, unused=fresh.get(message.id, message.context) is None)
                faults += _at_odds(app.name, message, said)
    return faults


def _missing(app: str, fresh: Catalog, kept: Catalog) -> Iterator[str]:
    for message in fresh:
        known = kept.get(message.id, message.context) if message.id else None
        if message.id and (known is None or not all(_strings(known))):
            yield f"{app}: not translated: {message.id!r}"


def _wrong(app: str, message: Message, *, unused: bool) -> Iterator[str]:
    if unused:
        yield f"{app}: no longer said: {message.id!r}"
    if message.fuzzy:
        yield f"{app}: unsure: {message.id!r}"
    asked = message.id if isinstance(message.id, str) else message.id[-1]
    for text in _strings(message):
        if text and set(_places(text)) != set(_places(asked)):
            yield f"{app}: places differ: {asked!r} and {text!r}"


def _at_odds(app: str, message: Message, said: dict[tuple[str, str], tuple[str, str]]) -> Iterator[str]:
    """Django looks a sentence up in all apps at once: the same English must be the same Chinese, or carry a context."""
    text = "".join(_strings(message))
    first, known = said.setdefault((str(message.id), message.context or ""), (app, text))
    if text and known and known != text:
        yield f"{app}: {message.id!r} is {text!r} here, {known!r} in {first}: use one, or pgettext"


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ("",))


def _places(text: str) -> Iterable[str]:
    return (match[0] for match in PLACE.finditer(text.replace("%%", "")))


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Compile the catalogues whose .mo is missing or older. Returns what was written."""
    written = []
    for path in (app / CATALOGUE for app in apps(package)):
        target = path.with_suffix(".mo")
        if not path.exists() or (target.exists() and target.stat().st_mtime >= path.stat().st_mtime):
            continue
        fresh = target.with_suffix(f".{os.getpid()}.new")  # several processes may set up at once
        with fresh.open("wb") as file:
            write_mo(file, read(path))
        fresh.replace(target)
        written.append(target)
    return written


def main(arguments: list[str]) -> int:
    """Run one of the three commands; 0 done, 1 something is wrong, 2 wrong usage."""
    match arguments:
        case ["update"]:
            lines = [f"updated {path.relative_to(PACKAGE)}" for path in update()]
        case ["compile"]:
            lines = [f"compiled {path.relative_to(PACKAGE)}" for path in compile_all()]
        case ["check"]:
            lines = check()
            sys.stdout.write("".join(f"{line}\n" for line in lines))
            return 1 if lines else 0
        case _:
            sys.stderr.write("usage: python -m hometown.face.catalogues update|check|compile\n")
            return 2
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
