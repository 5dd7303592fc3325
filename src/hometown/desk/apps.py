from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "hometown.desk"
    label = "desk"
