from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "hometown.bulletins"
    label = "bulletins"
