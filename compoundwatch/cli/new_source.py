"""`compoundwatch new-source`: from an address to a source's YAML, saved pages and what they should give."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new_source(  # noqa: PLR0913, PLR0917 - each is an option of the command
    name: Annotated[str | None, typer.Argument(help="What it shall be called: small letters, digits and _.")] = None,
    url: Annotated[str | None, typer.Option(help="Its list of adverts, feed, sitemap or channel preview.")] = None,
    title: Annotated[str | None, typer.Option(help="The name that people know it by.")] = None,
    terms: Annotated[str | None, typer.Option(help="On what basis its pages may be collected: robots.txt, terms, licence.")] = None,
    country: Annotated[str | None, typer.Option(help="Where its readers live (KE, TH …).")] = None,
    languages: Annotated[str | None, typer.Option(help="Of its adverts, with commas between (en,sw).")] = None,
    cadence: Annotated[str, typer.Option(help="hourly, daily or weekly.")] = "daily",
    platform: Annotated[str | None, typer.Option(help="How its pages are read; guessed where not given.")] = None,
    browser: Annotated[bool, typer.Option("--browser", help="Its pages show nothing until a script has drawn them.")] = False,
    page: Annotated[Path | None, typer.Option(help="The page at --url, saved; nothing is fetched then.")] = None,
    advert: Annotated[Path | None, typer.Option(help="With --page: one advert that it leads to, saved.")] = None,
    advert_url: Annotated[str | None, typer.Option(help="Where that advert was saved from.")] = None,
    pages: Annotated[Path | None, typer.Option(help="Where saved pages go (default: tests/pages of the checkout).")] = None,
    as_it_is: Annotated[
        bool, typer.Option("--as-it-is", help="Save the pages with their real words: only where you may publish them.")
    ] = False,
) -> None:
    """Write a new source: its YAML, its pages with made-up words, and what should be read from them.

    What is not given is asked. Nothing that exists is changed, and the source is not enabled.
    """
    from compoundwatch.cli.asking import asked, asked_if, codes
    from compoundwatch.cli.source_tables import print_new_source
    from compoundwatch.config import load_settings
    from spiders.sourcing.new_source import SavedPages, Wish, look, refuse_if_there, write_new_source
    from spiders.sourcing.saved_page import pages_folder

    saved = SavedPages(page, advert, advert_url)
    settings = load_settings()
    folder = pages or pages_folder(settings.configs)
    asking = None in {name, url, title, terms}
    wish = Wish(
        name=asked(name, "Name of the source (small letters, digits and _)", "NAME"),
        url=asked(url, "Address of its list of adverts, feed, sitemap or preview", "--url"),
        title=asked(title, "Title that people know it by", "--title"),
        terms=asked(terms, "On what basis may its pages be collected (robots.txt, terms, licence)", "--terms"),
        country=asked_if(asking, country, "Country of its readers (KE, TH; empty: none)", "--country") or None,
        languages=codes(asked_if(asking, languages, "Languages of its adverts (en,sw; empty: not known)", "--languages")),
        cadence=cadence,
        platform=platform,
        browser=browser,
    )
    refuse_if_there(settings.configs, folder, wish)
    looked = saved.read(wish) if saved.page else look(settings, wish)
    print_new_source(write_new_source(settings.configs, folder, wish, looked, as_it_is=as_it_is), as_it_is=as_it_is)
