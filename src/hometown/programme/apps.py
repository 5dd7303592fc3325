from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "hometown.programme"
    label = "programme"
