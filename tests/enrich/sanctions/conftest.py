"""Made-up lists, compiled once, and a way to ask them about a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from compoundwatch.posting import Advert, SanctionMatch
from enrich.contacts import ContactFinder
from enrich.document import Document
from enrich.organisations import OrganisationFinder
from enrich.sanctions import SanctionsChecker
from tests.enrich.sanctions.made_up_lists import CONFIGS, compiled


@pytest.fixture(scope="session")
def sanctions_checker(tmp_path_factory: pytest.TempPathFactory) -> SanctionsChecker:
    return SanctionsChecker(compiled(tmp_path_factory.mktemp("sanctions") / "index"))


@pytest.fixture(scope="session")
def matches_of(sanctions_checker: SanctionsChecker) -> Callable[..., Sequence[SanctionMatch]]:
    """Whom a posting of this text and this employer may name."""
    contacts, organisations = ContactFinder.load(CONFIGS / "contacts"), OrganisationFinder.load(CONFIGS / "gazetteer")

    def check(text: str, employer: str | None = None) -> Sequence[SanctionMatch]:
        document = Document(Advert(text=text, hiring_organization=employer))
        return sanctions_checker.check(document, contacts.find(document, ()), organisations.find(document))

    return check
