from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "hometown.projects"
    label = "projects"
