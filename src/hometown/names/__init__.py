"""Company names: one spelling for comparing, what a name looks like, which firm of a registry is meant. No Django.

`normal`, `without_legal_form` and `looks_registered` look at one text. `parse` takes a name apart. `Index` finds a firm
among millions by a full, short, former, misspelt or Latin name; it says `same`, `ask` or `new` and why:

    from hometown.names import Index, Registry
    index = Index.build(Registry(names=["上海澄湖新材料有限公司"], usccs=["91310000MA1K00000X"]), "registry.names")
    found = index.resolve("澄湖新材")
    print(found.outcome, [(each.name, each.uscc, each.score, each.why) for each in found.candidates])

`extract` finds what a pasted message says of firms, people, money, places and days. What needs numpy is loaded when
it is asked for.
"""

from typing import TYPE_CHECKING, Any

from .extract import extract
from .forms import looks_registered, without_legal_form
from .normal import normal

if TYPE_CHECKING:
    from .building import Registry
    from .index import Index
    from .parsing import parse
    from .resolving import Candidate, Resolution
    from .store import IndexFileError

_LATER = {
    "Candidate": "resolving",
    "Index": "index",
    "IndexFileError": "store",
    "Registry": "building",
    "Resolution": "resolving",
    "parse": "parsing",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _LATER:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f".{_LATER[name]}", __name__), name)


__all__ = [
    "Candidate",
    "Index",
    "IndexFileError",
    "Registry",
    "Resolution",
    "extract",
    "looks_registered",
    "normal",
    "parse",
    "without_legal_form",
]
