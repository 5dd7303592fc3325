"""Questions and answers, practices and their adoption, comparisons."""

from .benchmarks import Benchmark
from .practices import Adoption, AdoptionStep, Practice
from .questions import Answer, AnswerContact, AnswerFile, Question, QuestionHelper

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
]
