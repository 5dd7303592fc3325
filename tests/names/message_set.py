"""The labelled messages, and how well what is found agrees with their labels."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from hometown.names import extract
from hometown.names.extract import Kind

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Message:
    """A message, and for each kind what is in it, as often as it is."""

    text: str
    labels: dict[Kind, Counter[str]]


def messages(name: str) -> list[Message]:
    """Read a file of labelled messages. In a label, ~ stands for a space."""
    blocks = (FOLDER / name).read_text(encoding="utf-8").strip().split("\n\n")
    return [_message(block) for block in blocks if block.startswith("|")]


def _message(block: str) -> Message:
    lines = block.split("\n")
    text = "\n".join(line[2:] for line in lines if line.startswith("|"))
    labels: dict[Kind, Counter[str]] = {kind: Counter() for kind in Kind}
    for line in lines:
        if line and not line.startswith("|"):
            kind, *words = line.split(" ")
            labels[Kind(kind)].update(word.replace("~", " ") for word in words)
    return Message(text, labels)


@dataclass
class Agreement:
    """How many findings of a kind are right, wrong, and missing."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0


def agreement(read: list[Message], *, show: bool = False) -> dict[Kind, Agreement]:
    """Compare what is found in messages with their labels, by kind and by text. A kind counts in each message."""
    told = {kind: Agreement() for kind in Kind}
    for message in read:
        found = extract(message.text)
        for kind in Kind:
            had, wanted = Counter(one.text for one in found.of(kind)), message.labels[kind]
            told[kind].right += (had & wanted).total()
            told[kind].wrong += (had - wanted).total()
            told[kind].missing += (wanted - had).total()
            if show and had != wanted:
                print(f"{kind.value}: {message.text[:60]!r}\n   wrong {had - wanted}\n   missing {wanted - had}")
    return told


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:]:
        print(name)
        for kind, agreed in agreement(messages(name), show="tuned" in name).items():
            print(f"  {kind.value:8} precision {agreed.precision:.3f} recall {agreed.recall:.3f} {agreed}")
