from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "hometown.policy"
    label = "policy"
