"""What people choose to show in a review beside its figures: photographs, and what officers learned."""

from django.db import models

from hometown.bulletins.querysets import ToldQuerySet
from hometown.fieldwork.models import Activity, Note
from hometown.files.models import Blob
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer


class ReviewPicture(LedgeredModel):
    """A photograph of an activity that a review shows. It stands as long as the activity keeps it. Never compulsory."""

    text_fields = frozenset({"caption"})

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="review_pictures")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="review_pictures")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="review_pictures")
    caption = models.CharField(max_length=200)
    consent = models.CharField(max_length=10)  # nobody: none can be recognised; agreed: those who can have agreed
    place = models.PositiveSmallIntegerField()
    chosen_by = models.UUIDField()
    chosen_on = models.DateField()
    dropped_on = models.DateField(null=True, blank=True)

    objects = ToldQuerySet.as_manager()

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.caption


class ReviewReflection(LedgeredModel):
    """What an officer learned 心得, in words of a note that its writer shares; it stands as long as that is shared."""

    text_fields = frozenset({"text"})

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="review_reflections")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="review_reflections")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="review_reflections")
    text = models.TextField()
    place = models.PositiveSmallIntegerField()
    chosen_by = models.UUIDField()
    chosen_on = models.DateField()
    dropped_on = models.DateField(null=True, blank=True)

    objects = ToldQuerySet.as_manager()

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.note_id}"
