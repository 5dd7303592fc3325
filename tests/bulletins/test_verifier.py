"""The verifier that is shipped with each bundle: its signatures, its reading, and what it may stand on."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hometown.bulletins import verify_bulletin as verifier

# RFC 8032 §7.1: key, message, signature of TEST 1, 2, 3 and SHA(abc).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS, ids=["1", "2", "3", "sha-abc"])
def test_signatures_of_the_rfc_hold_and_changed_ones_do_not(key: str, message: str, signature: str) -> None:
    public, said, signed = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert verifier.is_signed(public, said, signed)
    assert not verifier.is_signed(public, said + b"\0", signed)
    for place in range(0, 64, 7):
        changed = bytearray(signed)
        changed[place] ^= 1
        assert not verifier.is_signed(public, said, bytes(changed))
    assert not verifier.is_signed(bytes.fromhex(VECTORS[0][0])[::-1], said, signed)


def test_a_scalar_beyond_the_order_is_refused() -> None:
    """RFC 8032 §5.1.7: else anybody could make a second signature of a first."""
    key, said, signed = VECTORS[1]
    scalar = int.from_bytes(bytes.fromhex(signed[64:]), "little") + verifier.ORDER
    other = bytes.fromhex(signed[:64]) + scalar.to_bytes(32, "little")
    assert not verifier.is_signed(bytes.fromhex(key), bytes.fromhex(said), other)


def test_it_agrees_with_the_library_that_signs() -> None:
    for number in range(20):
        private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        said = b"x" * number
        public = private.public_key().public_bytes_raw()
        assert verifier.is_signed(public, said, private.sign(said))
        assert not verifier.is_signed(public, said + b"y", private.sign(said))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b'{"a": 1, "a": 1}', "stands twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1.0}', "1.0"),
        (b'{"a": 1e3}', "1e3"),
        (b'{"a": "\\ud800"}', "not JSON"),
        (b'{"a": "\xff"}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": 1} {', "not JSON"),
        (b"", "not JSON"),
    ],
)
def test_what_two_readers_could_read_two_ways_is_refused(text: bytes, says: str) -> None:
    with pytest.raises(verifier.Wrong, match=says):
        verifier.read(text)


def test_what_is_no_bundle_is_wrong_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bundle.json"
    for text in ("[]", "null", '"a"', "{}", '{"format": 1, "payload": {}, "signature": "", "opened": []}'):
        path.write_text(text)
        assert verifier.main([str(path)]) == 1
        assert re.fullmatch(r"Wrong 核验不通过: .*\.\n", capsys.readouterr().err)
    assert verifier.main([str(tmp_path / "gone.json")]) == 2
    with pytest.raises(SystemExit, match="2"):
        verifier.main([])


def test_a_key_is_digits_or_their_file_and_nothing_else_is_taken_for_one(tmp_path: Path) -> None:
    digits = "ab" * 32
    path = tmp_path / "key"
    path.write_text(f"{digits.upper()}\n")
    assert verifier.key_from(f" {digits.upper()} ") == verifier.key_from(str(path)) == digits
    path.write_text(f"公钥 {digits}", encoding="utf-8")
    for given in ("", "ab", digits + "0", "key.txt", "\0", str(path), str(tmp_path)):
        with pytest.raises(verifier.Wrong, match="neither 64 hexadecimal digits nor a file"):
            verifier.key_from(given)


def test_a_console_that_knows_no_chinese_still_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bundle.json").write_text('{"账": 1, "账": 2}', encoding="utf-8")
    command = [sys.executable, verifier.__file__, "bundle.json"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Wrong \\u6838")
    assert "stands twice in one place of the file" in done.stderr


def test_fewer_than_one_record_is_no_sample(capsys: pytest.CaptureFixture[str]) -> None:
    for count in ("0", "-1"):
        with pytest.raises(SystemExit, match="2"):
            verifier.main(["bundle.json", "--sample", count])
        assert "one or more" in capsys.readouterr().err


def test_it_stands_on_nothing_but_python_39() -> None:
    source = Path(verifier.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Match)]


# --- a sample -----------------------------------------------------------------------------------------------------

ROOT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
KEYS = [f"0196a000-0000-7000-8000-{number:012d}" for number in range(10)]


def test_the_sample_follows_from_the_head_and_nobody_chooses() -> None:
    lots = verifier.drawn(ROOT, KEYS, 3)
    assert [KEYS.index(one) for one in lots] == [4, 2, 3]  # as sha256sum finds it, outside of this program
    assert verifier.drawn(ROOT, KEYS[::-1] + KEYS, 3) == lots
    assert verifier.drawn(ROOT, KEYS, 5)[:3] == lots  # a larger sample holds the smaller one
    assert set(verifier.drawn(ROOT, KEYS, 99)) == set(KEYS)
    assert verifier.drawn("0" * 64, KEYS, 3) != lots
