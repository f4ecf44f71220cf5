"""Contacts that a page offers, in its links and its words."""

from __future__ import annotations

import lxml.html
import pytest

from spiders.reading.outgoing import outgoing_contacts


def contacts(html: str) -> tuple[str, ...]:
    root = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    return outgoing_contacts(root, str(root.xpath("string()")))


@pytest.mark.parametrize(
    ("href", "contact"),
    [
        ("mailto:hr@work.example?subject=Hello", "hr@work.example"),
        ("tel:+85500000001", "+85500000001"),
        ("https://wa.me/85500000001", "https://wa.me/85500000001"),
        ("https://api.whatsapp.com/send?phone=85500000001", "https://api.whatsapp.com/send?phone=85500000001"),
        ("tg://resolve?domain=work_desk", "tg://resolve?domain=work_desk"),
        ("https://t.me/work_desk", "https://t.me/work_desk"),
        ("weixin://dl/chat?work_desk", "weixin://dl/chat?work_desk"),
    ],
)
def test_links_to_people_are_contacts(href: str, contact: str) -> None:
    assert contacts(f'<a href="{href}">write</a>') == (contact,)


@pytest.mark.parametrize(
    "href",
    [
        "/about",
        "https://work.example/t.me",
        "https://t.me/share/url?url=https://work.example/1",
        "https://api.whatsapp.com/send?text=https://work.example/1",
        "javascript:void(0)",
        "http://[::1",
        "",
    ],
)
def test_other_links_are_none(href: str) -> None:
    assert contacts(f'<a href="{href}">here</a>') == ()


def test_words_are_read_too() -> None:
    assert contacts("<p>Mail hr@work.example or call +855 00 000 001.</p>") == ("+855 00 000 001", "hr@work.example")
