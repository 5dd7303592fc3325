"""The tags and filters of `{% load face %}`, by subject. `templatetags.face` gathers them under one name."""
