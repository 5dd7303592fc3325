"""What is logged names no secret: the addresses of links that open without an account are cut."""

import logging
import re
from typing import Any

# A firm's link, an offer of times, a calendar feed: whoever knows the address is in.
_SECRET = re.compile(r"(/(?:f|i|calendar)/)[0-9A-Za-z_-]{16,}")


def cut(text: str) -> str:
    """Return a text without the secrets of the addresses in it."""
    return _SECRET.sub(r"\1…", text)


class NoSecrets(logging.Filter):
    """Cuts secrets out of a line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, without its secrets."""
        record.msg = _cut(record.msg)
        if isinstance(record.args, dict):
            record.args = {name: _cut(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_cut(value) for value in record.args)
        return True


def _cut(value: Any) -> Any:
    return cut(value) if isinstance(value, str) else value
