from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "hometown.files"
    label = "files"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs

        name_verbs({"file.received": _("received a file")})
