from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "hometown.files"
    label = "files"
