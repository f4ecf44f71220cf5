"""WordPress sites with a job plug-in: WP Job Manager, Simple Job Board, WP Job Openings."""

from __future__ import annotations

from typing import ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Page, ParsedPage
from spiders.platforms._wordpress_html import is_advert, is_list, read_advert, read_list
from spiders.platforms._wordpress_rest import is_answer, read_ajax, read_answer
from spiders.reading.markup import root_name
from spiders.reading.structured import has_job_posting


class WordPressJobs:
    """`start` names what the site answers best, in this order:

    - `https://<site>/wp-json/wp/v2/job-listings?per_page=100&_embed=wp:term` (WP Job Manager; `jobpost` and
      `awsm_job_openings` are the routes of the other two): whole adverts, paged;
    - `https://<site>/jm-ajax/get_listings/?per_page=50` (WP Job Manager's "load more"): links to adverts, paged;
    - the page that lists the jobs.

    The feed of WP Job Manager, `https://<site>/?feed=job_feed`, is for the platform `feed`; a list that is a sitemap, and an
    advert that no selector here fits, for `json_ld`.
    """

    name: ClassVar[str] = "wordpress_jobs"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """An answer of one of the routes, or a list or an advert in a plug-in's markup."""
        return is_answer(page) or (root_name(page.body) == "html" and (is_advert(page) or is_list(page)))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """Whole adverts of a REST answer, links of any other list, or the one advert of a page."""
        languages = source.languages if source else ()
        if parsed := read_answer(page, languages) or read_ajax(page):
            return parsed
        if is_advert(page) or has_job_posting(page):
            advert = read_advert(page, languages)
            return ParsedPage((advert,) if advert.title and advert.text else ())
        return read_list(page)


PLATFORM = WordPressJobs()
