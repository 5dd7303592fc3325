"""Travel: how long the way to and from a train is, and how many trains a proposal names each way."""

from pydantic import Field

from .parts import Cited


class Travel(Cited):
    """What the proposal of a trip reckons with. A city whose rules say nothing keeps to these, to be confirmed."""

    to_station_minutes: int = Field(default=60, ge=0, le=600)  # from where one is to the train
    from_station_minutes: int = Field(default=60, ge=0, le=600)  # from the train to the meeting
    trains_offered: int = Field(default=4, ge=1, le=20)  # each way
    unverified: bool = True
