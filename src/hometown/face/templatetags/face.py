"""`{% load face %}`: every tag and filter of the face under one name. docs/face.md lists them."""

from django.template import Library

from hometown.face.tags import charts, forms, frame, groups, lists, marks, tables, words

register = Library()
for room in (charts, forms, frame, groups, lists, marks, tables, words):
    register.tags |= room.register.tags
    register.filters |= room.register.filters
