"""Reading the environment. A value that cannot be read stops the start with one sentence."""

import os
import secrets
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}


def flag(name: str, default: bool) -> bool:
    """Return True or False; anything but `True`, `False` or nothing is refused."""
    value = os.environ.get(name, "")
    if value not in ("", "True", "False"):
        raise ImproperlyConfigured(f"{name} is {value!r}: write True or False, or leave it out.")
    return default if not value else value == "True"


def words(name: str, default: str) -> list[str]:
    """Return the comma-separated words of a variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    """Return a whole number within bounds; anything else is refused."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number from {least} to {most}.")
    return int(value)


def home() -> Path:
    """Return the folder that holds everything an installation writes."""
    return Path(os.environ.get("HOMETOWN_HOME") or "var").expanduser().resolve()


def folder(name: str, default: Path) -> Path:
    """Return a folder by its name, else the default."""
    given = os.environ.get(name, "")
    return Path(given).expanduser().resolve() if given else default


def program(name: str, *usual: str) -> str:
    """Return the path of a program: the one named, else the first of the usual ones that is there, else nothing."""
    given = os.environ.get(name, "")
    if given and shutil.which(given) is None:
        raise ImproperlyConfigured(f"{name} is {given!r}: there is no such program.")
    return given or next((found for one in usual if (found := shutil.which(one))), "")


def channels(name: str, default: Path) -> dict[str, Any]:
    """Return how the messengers are set up, empty without a file: then nothing goes out."""
    from hometown.notices.channels import setup

    path = folder(name, default)
    if not path.exists():
        if os.environ.get(name):
            raise ImproperlyConfigured(f"{name} names {path}, and there is no such file.")
        return {}
    try:
        return setup.read(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{path} cannot be used: {error}.") from error


def secret_key(folder: Path) -> str:
    """Return the signing key: given, or made once and kept in the home folder where only its owner reads it."""
    given = os.environ.get("HOMETOWN_SECRET_KEY", "")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured(
                "HOMETOWN_SECRET_KEY is shorter than 50 characters: use a longer one, or leave it out."
            )
        return given
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # it will hold personal data
        draft = folder / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            os.link(draft, path)  # two starts at once: the first key stands
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")


def database(folder: Path) -> dict[str, Any]:
    """Return Django's database settings: PostgreSQL by address, else the embedded database in the home folder."""
    address = os.environ.get("HOMETOWN_DATABASE_URL", "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "hometown.sqlite3"),
            # IMMEDIATE: a writer queues at BEGIN instead of failing at its first write.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;",
            },
        }
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError:  # a port that is no number, a bracket left open
        parts, port = urlsplit(""), ""
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ImproperlyConfigured("HOMETOWN_DATABASE_URL must read postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def require_safe(hosts: list[str], *, https: bool, debug: bool) -> None:
    """Refuse to start when others could reach an installation that is not protected."""
    outside = [host for host in hosts if host not in LOOPBACK]
    if outside and debug:
        raise ImproperlyConfigured(
            f"HOMETOWN_DEBUG is on while {', '.join(outside)} can reach this installation: turn it off."
        )
    if outside and not https:
        raise ImproperlyConfigured(
            f"{', '.join(outside)} would be served without HTTPS: put a TLS proxy in front and set HOMETOWN_HTTPS=True."
        )
