from django.apps import AppConfig


class FaceConfig(AppConfig):
    name = "hometown.face"
    label = "face"
