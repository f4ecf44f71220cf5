"""How a source's list goes on from page to page: the key `paging:` of configs/spiders/<name>.yml."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from compoundwatch.config.yaml_file import ConfigModel

# What the next address or question is made with, by the way of paging.
_PLACEHOLDERS = {"page": "{page}", "offset": "{offset}", "cursor": "{cursor}"}
_FINDS = frozenset({"cursor", "more"})


class PagingConfig(ConfigModel):
    """How the next page of a list is asked for where no link leads to it; `select.next` finds one that does.

    A list ends with the first page that holds nothing, and earlier where `size`, `total`, `last` or `goes_on` tell so; `depth` and
    `pages` bound it in any case. Expressions are selectors on HTML and JMESPath on JSON, as in `select`.
    """

    by: Literal["page", "offset", "cursor", "more", "header"] = Field(
        description="what the next page is asked for with: its number, the number of postings before it, a token from this answer, "
        "a button that bears the address in its attributes, or the answer's `Link` header",
    )
    parameter: str | None = Field(
        default=None,
        min_length=1,
        description="where page, offset or cursor goes: a parameter of the address, or a key of what is posted (`search.from`)",
    )
    url: str | None = Field(
        default=None,
        pattern=r"^https?://\S+$",
        description="address of the next page, where it is another: with `{page}`, `{offset}`, `{cursor}`, or attributes of the "
        "button (`{data-page}`)",
    )
    select: str | None = Field(default=None, min_length=1, description="where the cursor stands, or the button")
    first: Annotated[int, Field(ge=0)] | None = Field(default=None, description="number of the first page (1), or first offset (0)")
    step: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="how far page (1) or offset (as many postings as were found) goes on"
    )
    size: Annotated[int, Field(ge=1)] | None = Field(default=None, description="postings on a full page; a shorter one is the last")
    total: str | None = Field(default=None, description="where the answer says how many postings there are in all")
    last: str | None = Field(default=None, description="where the answer says which page number is the last")
    goes_on: str | None = Field(
        default=None, description="where the answer says whether there is more; false, 0 or nothing ends it"
    )

    def expressions(self) -> tuple[str, ...]:
        """Every expression that is applied to an answer."""
        return tuple(filter(None, (self.select, self.total, self.last, self.goes_on)))

    @model_validator(mode="after")
    def _can_go_on(self) -> Self:
        if self.by in _FINDS and not self.select:
            raise ValueError(f"by: {self.by} needs `select`, which says where it stands")
        placeholder = _PLACEHOLDERS.get(self.by)
        if placeholder and not self.parameter and placeholder not in (self.url or ""):
            raise ValueError(f"by: {self.by} needs `parameter`, or `url` with {placeholder}")
        if placeholder and self.url and placeholder not in self.url:
            raise ValueError(f"expected {placeholder} in `url`")
        if self.by == "header" and (self.parameter or self.url or self.select):
            raise ValueError("by: header takes the address as it stands; `parameter`, `url` and `select` mean nothing")
        return self
