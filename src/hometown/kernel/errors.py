"""Refusals: the answers a person can act on.

    Refusal               something was asked that will not be done (never a bug)
    ├── BadInput    400   what was typed cannot be read; `fields` says where
    ├── NotAllowed  403   this person may not; another may
    ├── NotFound    404   there is no such record, or not for this person
    └── RuleBroken  409   the record or the city's rules stand against it
        └── ChangedMeanwhile   somebody wrote the record after it was read

A refusal carries a stable code and facts. The sentence a person reads is made by the face from the
app's `words.py`, in that person's language. Anything else that is raised is a bug and leaves a trace.
"""

from collections.abc import Mapping


class Refusal(Exception):
    """A request that is refused. `code` is `app.reason`; `facts` fill the sentence."""

    status = 400

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value}" for key, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class BadInput(Refusal):
    """Input that cannot be read. `fields` maps a form field to the refusal that belongs beside it."""

    status = 400

    def __init__(self, code: str, /, *, fields: Mapping[str, Refusal] | None = None, **facts: object) -> None:
        super().__init__(code, **facts)
        self.fields = dict(fields or {})


class NotAllowed(Refusal):
    """The person may not do this."""

    status = 403


class NotFound(Refusal):
    """No such record for this person. Used for hidden records too, so that a stranger learns nothing."""

    status = 404


class RuleBroken(Refusal):
    """A rule of the city or the state of the record forbids it."""

    status = 409


class ChangedMeanwhile(RuleBroken):
    """Somebody else wrote the record after this person read it: nothing is overwritten unseen."""
