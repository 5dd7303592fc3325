from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "hometown.companies"
    label = "companies"
