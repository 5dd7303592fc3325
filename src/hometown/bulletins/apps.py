from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulletinsConfig(AppConfig):
    name = "hometown.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger import records

        from . import access
        from .models import Sample

        name_verbs(
            {
                "review.case_chosen": _("chose the case of a review"),
                "review.picture_chosen": _("chose a photograph for a review"),
                "review.picture_dropped": _("took a photograph out of a review"),
                "review.picture_moved": _("moved a photograph of a review"),
                "review.reflection_chosen": _("chose a reflection for a review"),
                "review.reflection_dropped": _("took a reflection out of a review"),
                "review.reflection_moved": _("moved a reflection of a review"),
                "bulletin.drafted": _("drafted a bulletin"),
                "bulletin.edited": _("edited a bulletin"),
                "bulletin.reviewed": _("reviewed a bulletin"),
                "bulletin.signed_off": _("signed a bulletin off"),
                "bulletin.returned": _("returned a bulletin to draft"),
                "bulletin.distributed": _("sent a bulletin to its recipients"),
                "bulletin.fetched": _("fetched a bulletin"),
                "recipient.added": _("put somebody on the list of recipients"),
                "recipient.removed": _("took somebody off the list of recipients"),
                "sample.drawn": _("drew records to be looked at again"),
                "sample.checked": _("checked a drawn record"),
                "bulletin.sealed": _("sealed figures"),
                "book.recommitted": _("wrote records again, so that single columns can be proved"),
                "seal_key.made": _("made a key that seals"),
                "seal_key.rotated": _("put another key in the place of the one that seals"),
                "seal_key.revoked": _("revoked a key that sealed"),
            }
        )
        fields = {"size": _("How many records"), "drawn_on": _("Drawn")}
        records.register(records.Record(Sample, access.samples, "sample", _("Sample"), fields))
