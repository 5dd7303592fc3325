from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "hometown.intake"
    label = "intake"
