"""The chain map 产业链图谱: chains, their nodes, the words a firm of a node uses, and what home has of it."""

import hashlib
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .weights import Scoring

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Industry = Annotated[str, StringConstraints(pattern=r"^[A-T](\d{2,4})?$")]  # GB/T 4754-2017, a class or what holds it
Word = Annotated[str, StringConstraints(min_length=2, max_length=40, strip_whitespace=True)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Weight = Annotated[int, Field(ge=1, le=5)]


class Part(BaseModel):
    """Whatever stands in the file: no word too many, and not changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Part):
    """What words and links rest on: a standard, the article, or somebody's judgement, which then says so."""

    code: Code
    zh: Title
    en: Title


class Vetoes(Part):
    """Words that mark a firm for a second look: 环保, 能耗, 产业政策."""

    environment: tuple[Word, ...] = ()
    energy: tuple[Word, ...] = ()
    policy: tuple[Word, ...] = ()

    def by_head(self) -> Iterator[tuple[str, str]]:
        """Yield each word with its head."""
        for head in ("environment", "energy", "policy"):
            for word in getattr(self, head):
                yield head, word


class Node(Part):
    """A link of a chain 环节. `home` says what the city has of it: missing 补链, weak 强链, strong 延链."""

    code: Code
    zh: Title
    en: Title
    place: Literal["upstream", "midstream", "downstream"]
    home: Literal["missing", "weak", "strong"]
    flows_from: Annotated[tuple[Code, ...], Field(alias="from")] = ()
    makers: bool = True  # wants firms that make it; those that only trade it are left out
    words: Annotated[dict[Word, Weight], Field(min_length=1)]
    exclude: tuple[Word, ...] = ()
    industries: tuple[Industry, ...] = ()
    near: tuple[Industry, ...] = ()
    vetoes: Vetoes = Vetoes()
    source: tuple[Code, ...] = ()
    note: str = ""
    note_en: str = ""


class Chain(Part):
    """An industry chain of the home city, from raw material to final product."""

    code: Code
    zh: Title
    en: Title
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]


class ChainMap(Part):
    """All chains of a home city. `city` is its GB/T 2260 code."""

    version: Literal[1]
    city: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    zh: Title
    en: Title
    sources: tuple[Source, ...] = ()
    chains: Annotated[tuple[Chain, ...], Field(min_length=1)]
    scoring: Scoring = Scoring()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, in the order of the file."""
        return tuple(node for chain in self.chains for node in chain.nodes)

    @property
    def digest(self) -> str:
        """SHA-256 of all that is said, in hex: two maps that say the same have the same."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()
