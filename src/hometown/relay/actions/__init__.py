"""The verbs of the relay: merge and un-merge, forget and restrict. Each is one line of the book."""

from .forgetting import forget_person, restrict_person
from .merging import merge_companies
from .unmerging import unmerge_companies

__all__ = ["forget_person", "merge_companies", "restrict_person", "unmerge_companies"]
