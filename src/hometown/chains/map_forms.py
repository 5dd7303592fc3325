"""Forms of the screening map: a node with its words, a whole text, why a version is proposed or withdrawn."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hometown.screening.chains import Node
from hometown.screening.forms import forms_of

from . import map_words
from .actions.map_versions import MOST_CHARACTERS

BLANK = 3  # words that can be added at once
STRIKE = "0"
WEIGHTS = (("5", "5"), ("4", "4"), ("3", "3"), ("2", "2"), ("1", "1"))
_BREAK = re.compile(r"[\n、,，;；]+")


def _lines(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)


class NodeForm(forms.Form):
    """A node with its words. `fields_of` says what was typed as the fields of the map."""

    exclude = _lines(_("Phrases in which a word does not count"), help_text=_("One to a line."))
    home = forms.ChoiceField(label=_("What home has of it"), widget=forms.RadioSelect, choices=map_words.HOME.items())
    makers = forms.BooleanField(
        label=_("Only firms that make it"), required=False, help_text=_("Firms that only trade it are left out.")
    )
    industries = forms.CharField(
        label=_("Industries that fit wholly"),
        required=False,
        help_text=_("Codes of GB/T 4754 with their letter: C3252."),
    )
    near = forms.CharField(label=_("Industries that fit half"), required=False)
    environment = _lines(map_words.HEADS["environment"], 2)
    energy = _lines(map_words.HEADS["energy"], 2)
    policy = _lines(map_words.HEADS["policy"], 2)
    zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    en = forms.CharField(label=_("Name in English"), max_length=120)
    place = forms.ChoiceField(label=_("Place in the chain"), choices=map_words.PLACES.items())
    note = _lines(_("Remark in Chinese"), 2)
    note_en = _lines(_("Remark in English"), 2)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, node: Node, revision: int, filled: "Filled | None" = None) -> None:
        self.node, self.filled = node, filled or Filled()
        told = {
            "exclude": "\n".join((*node.exclude, *self.filled.exclude)), "home": node.home, "makers": node.makers,
            "industries": " ".join(node.industries), "near": " ".join(node.near), "zh": node.zh, "en": node.en,
            "place": node.place, "note": node.note, "note_en": node.note_en, "revision": revision,
        }  # fmt: skip
        heads = {head: "\n".join(getattr(node.vetoes, head)) for head in map_words.HEADS}
        super().__init__(data, initial=told | heads)
        words = list(node.words.items()) if data is None else _posted(data)
        self.known = [self._row(at, word, str(weight)) for at, (word, weight) in enumerate(words)]
        self.fresh = [self._blank(at) for at in range(BLANK)]

    def _row(self, at: int, word: str, weight: str) -> "Row":
        asked = self.filled.weights.get(word, weight)
        self.fields[f"word-{at}"] = forms.CharField(widget=forms.HiddenInput, initial=word, max_length=40)
        self.fields[f"weight-{at}"] = forms.ChoiceField(
            label=word, choices=[*WEIGHTS, (STRIKE, _("strike out"))], initial=asked
        )
        return Row(self, word, f"word-{at}", f"weight-{at}", is_filled=asked != weight)

    def _blank(self, at: int) -> "Row":
        fresh = list(self.filled.added.items())
        word, weight = fresh[at] if at < len(fresh) else ("", "4")
        self.fields[f"new-{at}"] = forms.CharField(
            label=_("A new word"), required=False, min_length=2, max_length=40, initial=word,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )  # fmt: skip
        self.fields[f"new-weight-{at}"] = forms.ChoiceField(label=_("Weight"), choices=WEIGHTS, initial=weight)
        return Row(self, "", f"new-{at}", f"new-weight-{at}", is_filled=bool(word))

    def clean(self) -> dict[str, Any]:
        """Ask for one word at least."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self._words(data):
            raise ValidationError(_("A node needs a word at least."))
        return data

    def _words(self, data: dict[str, Any]) -> dict[str, int]:
        rows = [(data[one.word_name], data[one.weight_name]) for one in (*self.known, *self.fresh)]
        return {word.strip(): int(weight) for word, weight in rows if word.strip() and weight != STRIKE}

    def fields_of(self) -> dict[str, Any]:
        """Return the fields of the node as the map says them; phrases that hold no word any more go with it."""
        data = self.cleaned_data
        words = self._words(data)
        vetoes = {head: _several(data[head]) for head in map_words.HEADS}
        return {
            "words": words, "exclude": [one for one in _several(data["exclude"]) if one not in self.orphans()],
            "home": data["home"], "makers": data["makers"], "industries": data["industries"].upper().split(),
            "near": data["near"].upper().split(), "vetoes": vetoes, "zh": data["zh"], "en": data["en"],
            "place": data["place"], "note": " ".join(data["note"].split()),
            "note_en": " ".join(data["note_en"].split()),
        }  # fmt: skip

    def orphans(self) -> list[str]:
        """Return the phrases that stood before and hold no word any more, because a word was struck out."""
        words, before = self._words(self.cleaned_data), set(self.node.exclude)
        phrases = [one for one in _several(self.cleaned_data["exclude"]) if one in before]
        return [one for one in phrases if not any(word in one and word != one for word in words)]


class Row:
    """A word of a node on the page, with its weight."""

    def __init__(self, form: NodeForm, word: str, word_name: str, weight_name: str, *, is_filled: bool) -> None:
        self.form, self.said = form, word
        self.word_name, self.weight_name, self.is_filled = word_name, weight_name, is_filled

    @property
    def word(self) -> Any:
        return self.form[self.word_name]

    @property
    def weight(self) -> Any:
        return self.form[self.weight_name]


class Filled:
    """What a link fills in, for somebody to keep or not: other weights, new words, phrases that do not count."""

    def __init__(self, asked: Any = None, node: Node | None = None) -> None:
        self.weights: dict[str, str] = {}
        self.added: dict[str, str] = {}
        self.exclude: tuple[str, ...] = ()
        if asked is None or node is None:
            return
        for phrase in asked.getlist("lower")[:BLANK]:
            word = next((one for one in node.words if phrase in forms_of(one)), None)
            if word is not None:
                self.weights[word] = str(max(node.words[word] - 1, 0))
        for word in asked.getlist("add")[:BLANK]:
            if word and word not in node.words:
                self.added[word[:40]] = "4"
        self.exclude = tuple(one[:40] for one in asked.getlist("exclude")[:BLANK] if one and one not in node.exclude)

    def __bool__(self) -> bool:
        return bool(self.weights or self.added or self.exclude)


def _posted(data: Any) -> list[tuple[str, str]]:
    """Return the words a form came with, in its order: the page may be older than the draft."""
    found = []
    for at in range(500):
        if f"word-{at}" not in data:
            break
        found.append((data[f"word-{at}"], data.get(f"weight-{at}", "")))
    return found


def _several(text: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in _BREAK.split(text) if one.strip()))


class NewNodeForm(forms.Form):
    """A node that is put at the end of a chain."""

    chain = forms.ChoiceField(label=_("Chain"))
    code = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$", label=_("Code"), help_text=_("Small letters, digits and _; it never changes.")
    )
    zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    en = forms.CharField(label=_("Name in English"), max_length=120)
    place = forms.ChoiceField(label=_("Place in the chain"), choices=map_words.PLACES.items())
    home = forms.ChoiceField(label=_("What home has of it"), widget=forms.RadioSelect, choices=map_words.HOME.items())
    words = _lines(
        _("Words that prove it"), help_text=_("One to a line. Each begins with weight 4; change it afterwards.")
    )

    def __init__(self, *args: Any, chains: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chain"].choices = list(chains)  # type: ignore[attr-defined]
        self.fields["words"].required = True

    def fields_of(self) -> dict[str, Any]:
        """Return what was typed as the fields of a node."""
        data = {name: self.cleaned_data[name] for name in ("code", "zh", "en", "place", "home")}
        return data | {"words": dict.fromkeys(_several(self.cleaned_data["words"]), 4)}


class TextForm(forms.Form):
    """The whole text of the map, pasted or as a file. A file takes the place of the text."""

    file = forms.FileField(
        label=_("A file"), required=False, help_text=_("YAML, in UTF-8. Takes the place of the text.")
    )
    text = forms.CharField(
        label=_("The screening map"), required=False, strip=False, max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "class": "map-text", "wrap": "off"}),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean_file(self) -> str:
        """Read an uploaded file as UTF-8."""
        file: Any = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MOST_CHARACTERS * 4:
            raise ValidationError(_("The file is larger than any chain map."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not text in UTF-8.")) from error

    def said(self) -> str:
        """Return the text that was given."""
        return str(self.cleaned_data["file"] or self.cleaned_data["text"])


class WhyForm(forms.Form):
    """Why the map changes, or a proposal is withdrawn."""

    why = forms.CharField(label=_("Why it changes"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawForm(forms.Form):
    """Why a proposal is taken back."""

    why = forms.CharField(label=_("Why it is withdrawn"), max_length=300)
