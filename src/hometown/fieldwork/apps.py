from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "hometown.fieldwork"
    label = "fieldwork"
