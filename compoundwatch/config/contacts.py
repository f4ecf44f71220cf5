"""Cue words in configs/contacts/cues.yml: what a number or a name in a posting is for."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from compoundwatch.config.yaml_file import ConfigModel
from compoundwatch.posting import ContactType

Word = Annotated[str, Field(min_length=1, max_length=40)]
App = Literal["whatsapp", "telegram", "wechat", "line", "zalo", "viber", "signal", "messenger", "qq"]


class AppCues(ConfigModel):
    """How one messaging app is named."""

    words: tuple[Word, ...] = Field(description="counts wherever it stands")
    weak: tuple[Word, ...] = Field(
        default=(), description="an everyday word too: needs capitals, a colon, an ID or a value beside it"
    )


class ContactCues(ConfigModel):
    """All cue words."""

    apps: dict[App, AppCues]
    phone: tuple[Word, ...] = Field(description="an ordinary telephone")
    papers: tuple[Word, ...] = Field(description="licences, accounts: the number behind is no telephone's")
    between: tuple[Word, ...] = Field(description="may stand between an app and its name")
    joins: tuple[Word, ...] = Field(description="join two ways to reach somebody")
    same_number: tuple[Word, ...] = Field(description="the number before serves the named app as well")
    other_networks: tuple[Word, ...] = Field(description="networks that are no contact type of ours")
    spoken_digits: dict[Annotated[str, Field(pattern=r"^\d$")], tuple[Word, ...]]

    @model_validator(mode="after")
    def _knows_every_digit(self) -> Self:
        if missing := set("0123456789") - set(self.spoken_digits):
            raise ValueError(f"spoken_digits lacks {', '.join(sorted(missing))}")
        return self


assert set(get_args(App)) < set(get_args(ContactType))
