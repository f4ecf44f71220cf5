"""What an edit changed of that which was told."""

from __future__ import annotations

from alerts.matching.hit import Difference, Hit

_MOST = 5
_NOW_MATCHES = "You were not told of this advert before: it matches since it was edited."
_NO_LONGER_MATCHES = "Since this edit the advert no longer matches your search."


def compare(before: Hit, now: Hit) -> Hit:
    """`now` as an edit of what was told `before`: what changed, and the same in a sentence or two."""
    difference = Difference(
        level_before=before.level,
        matched_before=before.matched,
        new_compounds=_first({link.name for link in now.compounds} - {link.name for link in before.compounds}),
        lost_compounds=_first({link.name for link in before.compounds} - {link.name for link in now.compounds}),
        new_words=_first(set(now.words) - set(before.words)),
        lost_words=_first(set(before.words) - set(now.words)),
        new_contacts=_first({contact.value for contact in now.contacts} - {contact.value for contact in before.contacts}),
        lost_contacts=_first({contact.value for contact in before.contacts} - {contact.value for contact in now.contacts}),
    )
    return now.model_copy(update={"difference": difference, "note": _said(difference, now)})


def now_matches(hit: Hit) -> Hit:
    """An edit of an advert that was not told before."""
    return hit.model_copy(update={"note": _NOW_MATCHES})


def _first(values: set[str]) -> tuple[str, ...]:
    return tuple(sorted(values)[:_MOST])


def _said(found: Difference, now: Hit) -> str:
    if not now.matched:
        return _NO_LONGER_MATCHES
    said = [f"Risk level {found.level_before} → {now.level}."] if found.level_before != now.level else []
    parts = (
        ("compound links", found.new_compounds, found.lost_compounds),
        ("words found", found.new_words, found.lost_words),
        ("contacts", found.new_contacts, found.lost_contacts),
    )
    for what, added, lost in parts:
        said += [f"New {what}: {', '.join(added)}."] if added else []
        said += [f"No longer among its {what}: {', '.join(lost)}."] if lost else []
    return " ".join(said) or "It matches your search again."
