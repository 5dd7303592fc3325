from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulletinsConfig(AppConfig):
    name = "hometown.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs

        name_verbs({"review.case_chosen": _("chose the case of a review")})
