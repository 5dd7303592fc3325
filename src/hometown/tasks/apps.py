from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "hometown.tasks"
    label = "tasks"
