"""The timetable people keep themselves: the trains between home and the host city. No service is asked."""

from django.db import models

from hometown.ledger.models import LedgeredModel


class Train(LedgeredModel):
    """One train 车次 as somebody copied it from a timetable. Its hours are the city's; `days` are ISO weekdays."""

    number = models.CharField(max_length=12)
    from_station = models.CharField(max_length=40)
    to_station = models.CharField(max_length=40)
    departs = models.TimeField()
    arrives = models.TimeField()
    next_day = models.BooleanField(default=False)  # it arrives the day after it departs
    days = models.CharField(max_length=7, default="1234567")
    kept_on = models.DateField()
    kept_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "from_station", "to_station"], name="train_once_between_stations")
        ]
        ordering = ["from_station", "departs", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.from_station} {self.departs:%H:%M} – {self.to_station} {self.arrives:%H:%M}"
