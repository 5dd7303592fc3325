"""What a file is by its first bytes, and what it may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.files import kinds
from hometown.files.kinds import Foreign, Kind, Medium
from tests.files import samples


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.picture("JPEG"), Kind.JPEG),
        (samples.picture("PNG"), Kind.PNG),
        (samples.picture("WEBP"), Kind.WEBP),
        (samples.picture("GIF"), Foreign.PICTURE),
        (samples.picture("TIFF"), Foreign.PICTURE),
        (samples.pdf(), Kind.PDF),
        (samples.office(), Kind.DOCX),
        (samples.MAIL, Kind.MAIL),
        ("会议纪要\n十月八日".encode(), Kind.TEXT),
        ("会议纪要".encode("gb18030"), Kind.TEXT),
        ("会议纪要".encode("utf-16"), Kind.TEXT),
        (b"<!DOCTYPE html><p>hi", Foreign.PAGE),
        (b"\n <svg xmlns='x' onload='go()'>", Foreign.PAGE),
        (b"<?xml version='1.0'?><a/>", Foreign.PAGE),
        (b"notes\n<ScRiPt>alert(1)</script>", Foreign.PAGE),
        (b"MZ\x90\x00", Foreign.PROGRAM),
        (b"\x7fELF\x02", Foreign.PROGRAM),
        (b"#!/bin/sh\nrm -rf", Foreign.PROGRAM),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Foreign.OLD_OFFICE),
        (b"{\\rtf1\\ansi", Foreign.OLD_OFFICE),
        (b"Rar!\x1a\x07\x01", Foreign.ARCHIVE),
        (b"\x00\x00\x00\x18ftypheic", Foreign.HEIC),
        (b"\x00\x01\x02\x03", None),
    ],
    ids=lambda given: str(given) if not isinstance(given, bytes) else "",
)
def test_the_first_bytes_say_what_a_file_is(content: bytes, kind: object) -> None:
    assert kinds.kind_of(content[: kinds.HEAD]) == kind


def test_a_sign_cut_in_two_at_the_end_of_the_head_is_no_fault() -> None:
    content = ("字" * 2000).encode()
    assert all(kinds.kind_of(content[:length]) is Kind.TEXT for length in range(4090, 4096))


@pytest.mark.parametrize(
    ("given_name", "kind", "kept"),
    [
        ("合同.pdf", Kind.PDF, "合同.pdf"),
        ("合同.PDF", Kind.PDF, "合同.pdf"),
        ("照片.jpeg", Kind.JPEG, "照片.jpg"),
        ("合同.exe", Kind.PDF, "合同.exe.pdf"),
        ("../../etc/passwd", Kind.TEXT, "passwd.txt"),
        ("C:\\桌面\\合同.pdf", Kind.PDF, "合同.pdf"),
        ("a\x00b\u202egpj.pdf", Kind.PDF, "abgpj.pdf"),
        (".htaccess", Kind.TEXT, "htaccess.txt"),
        ('a"b<c>.txt', Kind.TEXT, "a_b_c_.txt"),
        ("", Kind.PNG, "file.png"),
        (".pdf", Kind.PDF, "pdf.pdf"),
    ],
)
def test_a_name_loses_its_path_and_gets_the_suffix_of_its_content(given_name: str, kind: Kind, kept: str) -> None:
    assert kinds.safe_name(given_name, kind) == kept


@given(st.text(max_size=300), st.sampled_from(list(Kind)))
def test_a_safe_name_names_no_folder_and_is_never_long(text: str, kind: Kind) -> None:
    name = kinds.safe_name(text, kind)
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
    assert len(name) <= 120
    assert name.endswith(kinds.SUFFIXES[kind])
    assert len(name) > len(kinds.SUFFIXES[kind])


def test_every_kind_has_its_suffix_and_its_use_as_evidence() -> None:
    assert kinds.SUFFIXES.keys() == kinds.MEDIA.keys() == set(Kind)
    assert kinds.medium_of("image/webp") is Medium.IMAGE
    assert kinds.medium_of(Kind.MAIL) is Medium.MESSAGE
