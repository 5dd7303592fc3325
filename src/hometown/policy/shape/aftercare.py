"""Service after signing 店小二: what firms ask for, why a request waits, what may be promised and on what ground."""

from pydantic import Field

from .parts import MAX_LIST, Cited, Named, Term, Unit


class PromiseKind(Named):
    """A kind of promise. A favour 优惠 needs a legal basis and a fair-competition review (Regulations, 2024-08-01)."""

    favour: bool = False


class Aftercare(Cited):
    """How landed firms are served. A city whose rules say nothing keeps to these, to be confirmed."""

    request_kinds: tuple[Named, ...] = Field(
        default=(
            Named(code="permits", zh="审批办证", en="Permits"),
            Named(code="utilities", zh="水电气网", en="Water, power, gas, network"),
            Named(code="land", zh="用地厂房", en="Land and buildings"),
            Named(code="people", zh="招工用工", en="Staff"),
            Named(code="finance", zh="融资", en="Finance"),
            Named(code="policy", zh="政策兑现", en="Policies to be paid out"),
            Named(code="living", zh="子女入学和生活", en="Schools and living"),
            Named(code="other", zh="其他", en="Other"),
        ),
        min_length=1,
        max_length=MAX_LIST,
    )
    pause_reasons: tuple[Named, ...] = Field(
        default=(
            Named(code="firm_papers", zh="等企业补材料", en="Waits for papers of the firm"),
            Named(code="upper_level", zh="等上级审批", en="Waits for a higher authority"),
            Named(code="works", zh="等工程施工", en="Waits for building works"),
            Named(code="firm_asked", zh="企业要求缓办", en="The firm asked to wait"),
        ),
        min_length=1,
        max_length=MAX_LIST,
    )
    promise_kinds: tuple[PromiseKind, ...] = Field(
        default=(
            PromiseKind(code="site", zh="用地厂房交付", en="Land and buildings ready"),
            PromiseKind(code="utilities", zh="水电气网到位", en="Water, power, gas, network"),
            PromiseKind(code="service", zh="代办服务", en="Errands done for the firm"),
            PromiseKind(code="people", zh="招工和人才服务", en="Help with staff"),
            PromiseKind(code="living", zh="子女入学和住房", en="Schools and housing"),
            PromiseKind(code="reward", zh="奖补资金", en="Rewards and subsidies", favour=True),
            PromiseKind(code="tax", zh="税费", en="Taxes and fees", favour=True),
            PromiseKind(code="land_price", zh="地价", en="Price of land", favour=True),
        ),
        min_length=1,
        max_length=MAX_LIST,
    )
    landed_every: Term = Term(count=30, unit=Unit.DAY)  # how often a landed firm is called on
    link_lasts: Term = Term(count=180, unit=Unit.DAY)  # the address by which a firm asks
    open_most: int = Field(default=20, ge=1, le=200)  # requests of one firm that stand open at once, by its link
    unverified: bool = True
