"""Verify a sealed bulletin of Second Hometown 第二故乡. One file, Python 3.9 or later, nothing else, no network.

    python3 verify_bulletin.py BUNDLE.json [--key KEY] [--head HEAD.json] [--sample N [--figure CODE]]

It makes every value of the bulletin again from the records it counts, checks that each of these records stands in the
book as it is told, and that the bulletin was signed. It says the first thing that is wrong in one sentence.
Exit code: 0 everything holds, 1 something does not, 2 wrong usage.

What this proves: arithmetic, that the records were in the book, that nothing was altered since. It does not prove that
nothing was left out (an auditor with the database does), and nothing proves that a record is true. Trust starts from
a key or a head that reached you another way than the bundle: give it with --key or --head.

Hashes: SHA-256; the tree: RFC 9162 §2.1; signatures: Ed25519, RFC 8032.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
from collections.abc import Sequence
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, Tuple

FORMAT, HEAD_FORMAT = "second-hometown/bundle-1", "second-hometown/head-1"
ALGORITHMS = {"hash": "sha256", "signature": "ed25519"}
BYTES_MAX, SIZE_MAX = 256 << 20, 1 << 48
HASH, SALT, SIGNATURE = r"[0-9a-f]{64}\Z", r"[0-9a-f]{32}\Z", r"[0-9a-f]{128}\Z"
MONEY = r"-?(0|[1-9]\d*)\.\d\d\Z"
WRITTEN = {HASH: "64 hexadecimal digits", SALT: "32 hexadecimal digits", SIGNATURE: "128 hexadecimal digits",
           MONEY: "an amount with two places"}  # fmt: skip


class Wrong(Exception):
    """The first thing that is wrong, in one sentence."""


# --- strict JSON ----------------------------------------------------------------------------------------------------


def read(text: bytes) -> Any:
    """Return a JSON document. No key twice, no NaN, no fraction, no half of a character."""
    if len(text) > BYTES_MAX:
        raise Wrong("the file is larger than any bulletin")
    try:
        found = json.loads(
            text.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number, parse_float=_no_number
        )
        canonical(found)
    except (ValueError, RecursionError) as error:
        raise Wrong(f"the file is not JSON: {error}") from None
    return found


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Wrong(f"the key {key!r} stands twice in one place of the file")
        found[key] = value
    return found


def _no_number(text: str) -> Any:
    raise Wrong(f"{text} stands in the file: a number there is whole, an amount is text")


def canonical(value: Any) -> bytes:
    """Return the one byte string that stands for a JSON value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def shaped(value: Any, shape: Any, where: str) -> Any:
    """Check a value against a shape: a type, a pattern of text, [a shape of each], {keys: shapes}, (one of these)."""
    if isinstance(shape, tuple):
        if not any(_fits(value, one, where) for one in shape):
            raise Wrong(f"{where} is not of the right shape")
    elif isinstance(shape, str):
        if type(value) is not str or not re.match(shape, value):
            raise Wrong(f"{where} is not {WRITTEN.get(shape, 'one of the words that may stand there')}")
    elif isinstance(shape, (list, dict)):
        _shaped_inside(value, shape, where)
    elif type(value) is not shape or (shape is int and not 0 <= value < SIZE_MAX):
        raise Wrong(f"{where} is not {'a whole number' if shape is int else 'of the right kind'}")
    return value


def _shaped_inside(value: Any, shape: Any, where: str) -> None:
    if type(value) is not type(shape):
        raise Wrong(f"{where} is not {'a list' if isinstance(shape, list) else 'an object'}")
    if isinstance(shape, list):
        for number, one in enumerate(value):
            shaped(one, shape[0], f"{where}[{number}]")
        return
    if value.keys() != shape.keys():
        raise Wrong(f"{where} does not have exactly the keys {', '.join(sorted(shape))}")
    for key, one in shape.items():
        shaped(value[key], one, f"{where}.{key}")


def _fits(value: Any, shape: Any, where: str) -> bool:
    try:
        shaped(value, shape, where)
    except Wrong:
        return False
    return True


NONE = type(None)
BOTH = {"zh": str, "en": str}
PART_OPEN = {"name": str, "salt": SALT, "value": (str, int, NONE, bool, dict)}
PART_HIDDEN = {"name": str, "hidden": HASH}
ROW = {
    "seq": int, "head": HASH, "path": [HASH], "place": int, "rows": int, "row_path": [HASH], "whole": HASH,
    "parts": [(PART_OPEN, PART_HIDDEN)],
}  # fmt: skip
SCOPE = {
    "first": str, "last": str, "batch": (str, NONE), "host_prefix": str, "home_prefix": str, "officer": (str, NONE),
    "after": bool,
}  # fmt: skip
FIGURE = {
    "code": str, "of": str, "short": str, "name": BOTH, "definition": BOTH, "version": int,
    "reducer": r"(count|distinct|sum)\Z", "unit": str, "style": str,
    "scope": SCOPE, "known_at": int, "key": str, "amount": str, "bound_by": str,
    "value": str, "bound": r"(exact|at_least|about)\Z", "printed": BOTH, "members": [int],
    "exclusions": [{"reason": BOTH, "count": int}],
}  # fmt: skip
TREE = {"size": int, "root": HASH}
PAYLOAD = {
    "alg": dict, "key": HASH, "document": dict, "sealed_at": str, "sealed_by": (str, NONE),
    "policy_version": (int, NONE), "tree": TREE,
    "previous": (NONE, {"size": int, "root": HASH, "bundle": HASH, "path": [HASH]}), "figures": [FIGURE],
    "rows": [ROW], "names": [ROW],
}  # fmt: skip
BUNDLE = {
    "format": str, "payload": dict, "signature": SIGNATURE,
    "opened": [{"name": int, "salt": SALT, "value": (str, NONE)}],
}  # fmt: skip
HEAD = {"format": str, "size": int, "root": HASH, "since": {"size": int, "path": [HASH]}}


# --- the tree (RFC 9162 §2.1) ---------------------------------------------------------------------------------------


def parent(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node."""
    return sha256(b"\x01" + left + right).digest()


def root_from(hashed: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that an inclusion proof leads to (§2.1.3.2), or None when its length is wrong."""
    if index >= size:
        return None
    first, last = index, size - 1
    for one in path:
        if last == 0:
            return None
        if first & 1 or first == last:
            hashed = parent(one, hashed)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            hashed = parent(hashed, one)
        first, last = first >> 1, last >> 1
    return hashed if last == 0 else None


def is_beginning(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether the tree of `old` leaves is the beginning of the tree of `size` (§2.1.4.2)."""
    if old in (0, size):
        return not path and (old == 0 or old_root == root)
    if old > size or not path:
        return False
    steps = list(path) if old & (old - 1) else [old_root, *path]
    first, last = old - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    was = now = steps[0]
    for one in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            was, now = parent(one, was), parent(one, now)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            now = parent(now, one)
        first, last = first >> 1, last >> 1
    return last == 0 and was == old_root and now == root


# --- Ed25519 (RFC 8032 §5.1) ----------------------------------------------------------------------------------------

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = Tuple[int, int, int, int]  # X, Y, Z, T: x = X/Z, y = Y/Z, xy = T/Z


def _add(a: Point, b: Point) -> Point:
    low, high = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = high - low, d - c, d + c, high + low
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = _add(found, point)
        point, scalar = _add(point, point), scalar >> 1
    return found


def _point(text: bytes) -> Point | None:
    y = int.from_bytes(text, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = _point(bytes.fromhex("58" + "66" * 31))


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature is this key's over this message (§5.1.7)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, nonce, scalar = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if public is None or nonce is None or BASE is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = _times(scalar, BASE), _add(nonce, _times(challenge, public))
    across, along = left[0] * right[2] - right[0] * left[2], left[1] * right[2] - right[1] * left[2]
    return across % P == 0 and along % P == 0


# --- rows -----------------------------------------------------------------------------------------------------------


def committed(salt: str, value: Any) -> bytes:
    """Return the commitment of a value under a salt."""
    return sha256(bytes.fromhex(salt) + canonical(value)).digest()


def check_row(row: dict[str, Any], tree: dict[str, Any], where: str) -> dict[str, Any]:
    """Check that a row stood in the book. Returns its opened columns; under `row`, whose image it is."""
    names = [part["name"] for part in row["parts"]]
    if names[:1] != ["row"] or len(set(names)) < len(names):
        raise Wrong(f"{where} does not say once, and first, whose image it is")
    opened = {part["name"]: part["value"] for part in row["parts"] if "value" in part}
    shaped(opened.get("row"), {"model": str, "removed": bool, "row": str, "version": int}, f"{where}.row")
    if opened["row"]["removed"]:
        raise Wrong(f"{where} is of a record that was taken away")
    parts = [
        committed(part["salt"], [part["name"], part["value"]]) if "salt" in part else bytes.fromhex(part["hidden"])
        for part in row["parts"]
    ]
    sealed = sha256(b"\x02" + bytes.fromhex(row["whole"]) + b"".join(parts)).digest()
    rows = root_from(sha256(b"\x00" + sealed).digest(), row["place"], row["rows"], _hashes(row["row_path"]))
    if rows is None:
        raise Wrong(f"{where} has no place among the {row['rows']} rows of its line")
    digest = sha256(b"\x03" + bytes.fromhex(row["head"]) + rows).digest()
    found = root_from(sha256(b"\x00" + digest).digest(), row["seq"] - 1, tree["size"], _hashes(row["path"]))
    if row["seq"] < 1 or found != bytes.fromhex(tree["root"]):
        raise Wrong(f"{where} does not stand in line {row['seq']} of the book as it is told")
    return opened


def _hashes(path: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(one) for one in path]


# --- figures --------------------------------------------------------------------------------------------------------


def short_code(figure: dict[str, Any], payload: dict[str, Any]) -> str:
    """Return the code under which a figure is printed: the first 50 bits of a hash over it and the sealing."""
    told = {key: value for key, value in figure.items() if key != "short"}
    whole = sha256(canonical([payload["tree"], payload["sealed_at"], told])).digest()
    return base64.b32encode(whole).decode().lower()[:10]


def check_figure(figure: dict[str, Any], rows: Sequence[dict[str, Any]], size: int) -> None:
    """Make the value of a figure again from its members and compare."""
    where = f"figure {figure['code']} ({figure['name']['en']!r}, {figure['name']['zh']!r})"
    members = figure["members"]
    if any(number >= len(rows) for number in members):
        raise Wrong(f"{where} counts a record that is not in the bundle")
    told = [rows[number] for number in members]
    if len({one["row"]["row"] for one in told}) < len(told):
        raise Wrong(f"{where} counts a record twice")
    if len({one["row"]["model"] for one in told}) > 1:
        raise Wrong(f"{where} counts records of two kinds")
    if figure["known_at"] != size:
        raise Wrong(f"{where} is as known at line {figure['known_at']}, and the head stands at {size}")
    value, bound = reduced(figure, told, where)
    if (value, bound) != (figure["value"], figure["bound"]):
        was = f"{figure['value']} ({figure['bound']})"
        raise Wrong(f"{where} is given as {was}, and its {len(told)} records make {value} ({bound})")


def reduced(figure: dict[str, Any], told: Sequence[dict[str, Any]], where: str) -> tuple[str, str]:
    """Return (value, bound) of opened records."""
    if figure["reducer"] == "count":
        return str(len(told)), "exact"
    if figure["reducer"] == "distinct":
        keys = [_column(one, figure["key"], where) if figure["key"] else one["row"]["row"] for one in told]
        if any(type(key) not in (str, NONE) for key in keys):
            raise Wrong(f"{where} tells things apart by something that is not a key")
        return str(len({key for key in keys if key is not None})), "exact"
    amounts = [_column(one, figure["amount"], where) for one in told]
    total = 0
    for amount in amounts:
        if amount is not None:
            total += int(shaped(amount, MONEY, f"{where}, an amount").replace(".", ""))
    bounds = {_column(one, figure["bound_by"], where) for one in told} if figure["bound_by"] else set()
    about, is_open = "about" in bounds, "at_least" in bounds or None in amounts
    sign, total = ("-", -total) if total < 0 else ("", total)
    return f"{sign}{total // 100}.{total % 100:02d}", "about" if about else "at_least" if is_open else "exact"


def _column(opened: dict[str, Any], name: str, where: str) -> Any:
    if name not in opened or name == "row":
        raise Wrong(f"{where} needs the column {name!r}, which a record does not open")
    return opened[name]


def check_document(document: Any, figures: dict[str, dict[str, Any]], depth: int = 0) -> None:
    """Check that wherever the text prints a figure, it prints what the figure says."""
    if depth > 60:
        raise Wrong("the text is nested too deeply")
    if isinstance(document, dict):
        code = document.get("figure")
        if code is not None and (type(code) is not str or code not in figures):
            raise Wrong(f"the text prints the figure {code!r}, which is not in the bundle")
        if code is not None and document.get("printed") not in (None, *figures[code]["printed"].values()):
            raise Wrong(f"the text prints {document['printed']!r} for the figure {code}")
    if isinstance(document, (dict, list)):
        for one in document.values() if isinstance(document, dict) else document:
            check_document(one, figures, depth + 1)


def drawn(root: str, keys: Sequence[str], count: int) -> list[str]:
    """Return the keys drawn for looking again: those whose hash together with the head is smallest; nobody chooses."""
    return sorted(set(keys), key=lambda key: sha256(b"\x04" + bytes.fromhex(root) + key.encode()).digest())[:count]


def sample(payload: dict[str, Any], code: str, count: int) -> list[str]:
    """Return which records of a figure are drawn. Raises Wrong for a figure that is not in the bundle."""
    found = [one["members"] for one in payload["figures"] if one["code"] == code]
    if not found:
        raise Wrong(f"the figure {code!r} is not in the bundle")
    told = [payload["rows"][number]["parts"][0]["value"]["row"] for number in found[0]]
    return drawn(payload["tree"]["root"], told, count)


# --- the bundle -----------------------------------------------------------------------------------------------------


def check(bundle: Any, *, key: str | None = None, head: Any = None) -> dict[str, Any]:
    """Check a bundle; return its payload. Raises Wrong with the first thing that is wrong."""
    shaped(bundle, BUNDLE, "the bundle")
    if bundle["format"] != FORMAT:
        raise Wrong(f"the format is {bundle['format']!r}; this program reads {FORMAT}")
    payload = bundle["payload"]
    if payload.get("alg") != ALGORITHMS:
        raise Wrong(f"the algorithms are {payload.get('alg')!r}; this program knows {ALGORITHMS}")
    shaped(payload, PAYLOAD, "the payload")
    tree = payload["tree"]
    rows = [check_row(row, tree, f"record {number}") for number, row in enumerate(payload["rows"])]
    names = [check_row(row, tree, f"name {number}") for number, row in enumerate(payload["names"])]
    figures: dict[str, dict[str, Any]] = {}
    for figure in payload["figures"]:
        check_figure(figure, rows, tree["size"])
        if figure["short"] != short_code(figure, payload):
            raise Wrong(f"figure {figure['code']} was changed: its code {figure['short']} is not that of what it says")
        if figures.setdefault(figure["code"], figure) is not figure:
            raise Wrong(f"figure {figure['code']} stands twice in the bundle")
    check_document(payload["document"], figures)
    check_previous(payload["previous"], tree)
    check_opened(bundle["opened"], payload["names"], names)
    if not is_signed(bytes.fromhex(payload["key"]), canonical(payload), bytes.fromhex(bundle["signature"])):
        raise Wrong("what the bundle says, its key or its signature was changed after it was signed: they do not fit")
    if key is not None and payload["key"] != key.strip().lower():
        raise Wrong(f"it is signed by the key {payload['key']}, not by the key you gave")
    if head is not None:
        check_head(head, tree)
    return payload  # type: ignore[no-any-return]


def check_previous(previous: dict[str, Any] | None, tree: dict[str, Any]) -> None:
    """Check that the book grew from the head of the bulletin sealed before."""
    if previous is None:
        return
    was, now = bytes.fromhex(previous["root"]), bytes.fromhex(tree["root"])
    if not is_beginning(previous["size"], was, tree["size"], now, _hashes(previous["path"])):
        raise Wrong("the book is not a continuation of the book of the bulletin sealed before")


def check_opened(opened: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]], names: Sequence[Any]) -> None:
    """Check that each opened name is the one committed to."""
    seen: set[int] = set()
    for one in opened:
        number = one["name"]
        if number >= len(rows) or number in seen:
            raise Wrong(f"name {number} is opened and is not in the bundle, or is opened twice")
        seen.add(number)
        part: dict[str, Any] = next((part for part in rows[number]["parts"] if part["name"] == "name"), {})
        told = names[number].get("name")
        if isinstance(told, dict):
            holds = told == {"committed": committed(one["salt"], one["value"]).hex()}
        else:
            holds = part.get("hidden") == committed(one["salt"], ["name", one["value"]]).hex()
        if not holds:
            raise Wrong(f"the name {one['value']!r} is not the one committed to")


def check_head(head: Any, tree: dict[str, Any]) -> None:
    """Check that a later head of the book continues the one in the bundle."""
    shaped(head, HEAD, "the head")
    if head["format"] != HEAD_FORMAT:
        raise Wrong(f"the format of the head is {head['format']!r}; this program reads {HEAD_FORMAT}")
    if head["since"]["size"] != tree["size"]:
        raise Wrong(f"the head goes on from line {head['since']['size']}, and the bundle stands at {tree['size']}")
    was, now = bytes.fromhex(tree["root"]), bytes.fromhex(head["root"])
    if not is_beginning(tree["size"], was, head["size"], now, _hashes(head["since"]["path"])):
        raise Wrong("the later head is not that of a book which continues the book of the bundle")


def key_from(text: str) -> str:
    """Return a public key given as digits, or as the file that holds them. Raises Wrong for anything else."""
    digits = text.strip()
    if not re.match(HASH, digits.lower()) and digits and Path(digits).is_file():
        digits = Path(digits).read_bytes()[:BYTES_MAX].decode("ascii", "replace").strip()
    if not re.match(HASH, digits.lower()):
        raise Wrong(f"the key you gave, {text!r}, is neither 64 hexadecimal digits nor a file that holds just them")
    return digits.lower()


def told(payload: dict[str, Any], *, key: bool, head: bool) -> str:
    """Return what holds, in words."""
    lines = [
        f"Everything holds 核验通过: {len(payload['figures'])} figures over {len(payload['rows'])} records.",
        f"Head: {payload['tree']['size']} {payload['tree']['root']}",
        f"Key:  {payload['key']}" + (" (the one you gave)" if key else ""),
    ]
    if head:
        lines.append("The later head continues the book of the bundle.")
    if not key and not head:
        lines.append(
            "Compare the key or the head with one that reached you another way: anybody can sign with some key.\n"
            "请将公钥或树头与另行取得的比对：任何人都能用自己的密钥签名。"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify a file named on the command line."""
    reader = argparse.ArgumentParser(description="Verify a sealed bulletin.")
    reader.add_argument("bundle", type=Path, help="the bundle, a JSON file")
    reader.add_argument("--key", help="the public key you have from elsewhere: 64 hexadecimal digits, or their file")
    reader.add_argument("--head", type=Path, help="a later head of the book with its proof, a JSON file")
    reader.add_argument("--sample", type=int, help="also name so many records that are looked at again")
    reader.add_argument("--figure", default="signed", help="of which figure (signed)")
    asked = reader.parse_args(arguments)
    for out in (one for one in (sys.stdout, sys.stderr) if hasattr(one, "reconfigure")):
        out.reconfigure(errors="backslashreplace")  # a console without Chinese still says what is wrong
    if asked.sample is not None and asked.sample < 1:
        reader.error("--sample takes a number of records, one or more")
    try:
        key = None if asked.key is None else key_from(asked.key)
        bundle, head = read(asked.bundle.read_bytes()), read(asked.head.read_bytes()) if asked.head else None
        payload = check(bundle, key=key, head=head)
        lots = sample(payload, asked.figure, asked.sample) if asked.sample else []
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except Wrong as wrong:
        print(f"Wrong 核验不通过: {wrong}.", file=sys.stderr)
        return 1
    print(told(payload, key=bool(key), head=bool(head)))
    if asked.sample:
        print(f"Drawn from the figure {asked.figure} by the head, {len(lots)} records:", *lots, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
