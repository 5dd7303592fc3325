"""Questions and answers, practices and their adoption, comparisons, reflections, letters of thanks."""

from .benchmarks import Benchmark
from .practices import Adoption, AdoptionStep, Practice
from .questions import Answer, AnswerContact, AnswerFile, Question, QuestionHelper
from .reflections import Reflection, ThanksLetter

__all__ = [
    "Adoption",
    "AdoptionStep",
    "Answer",
    "AnswerContact",
    "AnswerFile",
    "Benchmark",
    "Practice",
    "Question",
    "QuestionHelper",
    "Reflection",
    "ThanksLetter",
]
