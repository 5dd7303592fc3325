from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hometown.accounts"
    label = "accounts"
