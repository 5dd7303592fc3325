"""A set of keys that many questions of one page name, put into the database's words once."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, QuerySet, UUIDField


class Keys(Expression):
    """What stands behind `IN`: a question for keys that depends on nothing around it.

    Putting a long union into SQL takes longer than many an answer to it. Django does it anew in each question that
    holds one; here the words are kept, for each kind of database (a past moment is read from another).
    """

    def __init__(self, asked: "QuerySet[Any, Any]") -> None:
        super().__init__(output_field=UUIDField())
        self.asked = asked
        self._words: dict[str, tuple[str, tuple[Any, ...]] | None] = {}

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the question in brackets with its values. Raises EmptyResultSet where it can have no answer."""
        if connection.vendor not in self._words:
            self._words[connection.vendor] = self._put(connection)
        words = self._words[connection.vendor]
        if words is None:
            raise EmptyResultSet
        return words

    def _put(self, connection: Any) -> tuple[str, tuple[Any, ...]] | None:
        try:
            sql, values = self.asked.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return None
        return f"({sql})", tuple(values)

    def resolve_expression(self, *_: Any, **__: Any) -> "Keys":
        """Return the same: nothing in it names a table of the question around it."""
        return self

    def relabeled_clone(self, _change_map: Any) -> "Keys":
        return self

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)
