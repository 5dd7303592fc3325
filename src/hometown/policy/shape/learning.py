"""The learning flow: themes of questions and practices, and words that mean the same to who looks something up."""

from typing import Annotated

from pydantic import Field

from .parts import MAX_LIST, Named, Part, Words


class Theme(Named):
    """What a question, a practice or a comparison is about."""


USUAL_THEMES = (
    Theme(code="services", zh="政务服务与营商环境", en="Public services and business climate"),
    Theme(code="parks", zh="园区运营", en="Running parks"),
    Theme(code="industry", zh="产业培育与招商", en="Industries and investment"),
    Theme(code="innovation", zh="科技创新", en="Science and innovation"),
    Theme(code="governance", zh="城市与社区治理", en="Governing city and community"),
    Theme(code="countryside", zh="乡村振兴", en="Reviving the countryside"),
    Theme(code="livelihood", zh="民生保障", en="Livelihood"),
    Theme(code="party", zh="党建引领", en="Party building"),
    Theme(code="other", zh="其他", en="Other"),
)


class Learning(Part):
    """What the city asks about. Themes stand here as they are usual where a city's rules say nothing."""

    themes: tuple[Theme, ...] = Field(default=USUAL_THEMES, min_length=1, max_length=MAX_LIST)
    synonyms: tuple[Annotated[tuple[Words, ...], Field(min_length=2, max_length=20)], ...] = Field(
        default=(), max_length=MAX_LIST
    )  # each line: words one looks for together
