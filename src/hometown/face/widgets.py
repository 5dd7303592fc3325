"""Form controls that Django has not: day, moment, files, and a typeahead."""

from typing import Any, NamedTuple

from django import forms


class Chosen(NamedTuple):
    """What a typeahead gave: the value chosen from the list, empty when the text was only typed."""

    value: str
    text: str


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock, in the city's time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class Combobox(forms.Widget):
    """A text field with a list of what it may mean, asked for at `url` with `?q=`.

    Sends two names: `name` (the value chosen) and `name_text` (what was typed). Without scripts only the second comes.
    `create_url` leads to where a missing record is made.
    """

    template_name = "face/widgets/combobox.html"

    def __init__(
        self, url: Any, create_url: Any = "", create_text: Any = "", attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.url, self.create_url, self.create_text = url, create_url, create_text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = value if isinstance(value, Chosen) else Chosen(str(value or ""), "")
        context["widget"] |= {
            "chosen": chosen,
            "url": str(self.url),
            "create_url": str(self.create_url),
            "create_text": self.create_text,
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Chosen:
        return Chosen(str(data.get(name, "")).strip(), str(data.get(f"{name}_text", "")).strip())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data
