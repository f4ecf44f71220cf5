"""What the steps before the indicators found out about one advert."""

from __future__ import annotations

from dataclasses import dataclass

from compoundwatch.posting import Audience, CompoundLink, Contact, Organisation, Pay, Place, Role
from enrich.facts.age import AgeRange
from enrich.signals import Signals

# What is only said of work.
_BESIDE_WORK = ("no_experience", "visa_arranged", "fees_paid_by_employer", "typing_test", "language_only", "urgent_departure")
_ENOUGH = 2
# What is said of work and of much else. So many kinds at once, one of them of work itself, are an offer whatever its verbs are.
_PROMISES = (*_BESIDE_WORK, "free_food_lodging", "passport_handling", "group_hiring_commission", "high_pay_low_skill", "message_me")
_MANY = 3

MESSAGING = frozenset({"whatsapp", "telegram", "wechat", "line", "zalo", "viber", "signal", "messenger", "qq"})
_DOLLARS = frozenset({"USD", "USDT"})
WALLETS = frozenset({"btc", "eth", "tron"})


@dataclass(frozen=True, slots=True)
class Facts:
    """Read by indicators and counter-indicators. `countries`: where the advert belongs, likeliest first."""

    signals: Signals
    language: str
    countries: tuple[str, ...]
    contacts: tuple[Contact, ...]
    places: tuple[Place, ...]
    pay: Pay | None
    compounds: tuple[CompoundLink, ...]
    organisations: tuple[Organisation, ...]
    roles: tuple[Role, ...]
    age: AgeRange | None
    audience: Audience

    @property
    def work_countries(self) -> frozenset[str]:
        """Where the work is, as far as the places tell: their destinations, else all places without another role."""
        named = [place for place in self.places if place.country]
        goals = {place.country for place in named if place.role == "destination" and place.country}
        return frozenset(goals or {place.country for place in named if place.role == "unspecified" and place.country})

    @property
    def homes(self) -> tuple[str, ...]:
        """Where pay may be compared when no place of work is named: dollars are promised to readers who earn something else."""
        return () if self.pay and self.pay.currency in _DOLLARS else self.countries

    @property
    def ways(self) -> tuple[Contact, ...]:
        """The contacts by which somebody can be reached."""
        return tuple(contact for contact in self.contacts if contact.type not in WALLETS)

    @property
    def messaging_ways(self) -> tuple[Contact, ...]:
        """The ways to the advertiser where all are messaging accounts, else none.

        "Text READY to +254…": one bare number beside the wish to be written to is such an account.
        """
        ways = self.ways
        answers = MESSAGING | {"phone"} if len(ways) == 1 and self.signals.has("message_me") else MESSAGING
        return ways if all(way.type in answers for way in ways) else ()

    @property
    def offers_work(self) -> bool:
        """Whether anything says that work is offered: words of hiring, tasks, or a role, an age or what comes with work beside pay.

        Without pay: simple work, something that comes with work, and somebody to write to.
        """
        if self._sells_something():
            return False
        if self.signals.has("job_offer", "task_scam"):
            return True
        if sum(self.signals.has(name) for name in _PROMISES) + (self.pay is not None) >= _MANY and self._speaks_of_work():
            return True
        beside = sum(self.signals.has(name) for name in _BESIDE_WORK) + (self.age is not None)
        if self.pay is None:
            return bool(self.contacts) and self.signals.has("simple_role") and (beside > 0 or self.signals.has("free_food_lodging"))
        # Who is only written to need say less: "RM8k-12k 包机票 pm whatsapp".
        enough = 1 if self.messaging_ways else _ENOUGH
        return bool(self.roles) or beside + self.signals.has("simple_role", "free_food_lodging") >= enough

    def _sells_something(self) -> bool:
        """Whether the words of selling and letting are many, and neither pay nor a role is named: "只转店，不招人"."""
        return not self.pay and not self.roles and len(self.signals.hits.get("not_a_job", ())) >= _MANY

    def _speaks_of_work(self) -> bool:
        return bool(self.roles) or self.signals.has("simple_role", "scam_work", "no_experience", "language_only", "typing_test")

    def advert_names_employer(self) -> bool:
        """Whether the page itself printed an employer beside the text."""
        return bool(self.signals.document.advert.hiring_organization)

    def first_words(self) -> tuple[int, int]:
        """The span of the headline, where an indicator rests on what the advert leaves out."""
        body = self.signals.document.body
        start = len(body) - len(body.lstrip())
        end = body.find("\n", start)
        end = len(body) if end < 0 else end
        return start, min(end, start + 120)
