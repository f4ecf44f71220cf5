from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compoundwatch.posting import Advert, Contact
from enrich.contacts import ContactFinder
from enrich.document import Document

CUES = Path(__file__).parents[3] / "configs" / "contacts"
Find = Callable[..., tuple[Contact, ...]]


@pytest.fixture(scope="session")
def find() -> Find:
    """Contacts of a text, read as an advert of the given countries."""
    finder = ContactFinder.load(CUES)
    return lambda text, *countries: finder.find(Document(Advert(title="Title", text=text)), countries)
