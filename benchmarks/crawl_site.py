"""The site that benchmarks/crawl.py crawls: list pages of 100 links and detail pages with JobPosting data, on loopback.

`python benchmarks/crawl_site.py PAGES` prints its port and serves until it is killed; all pages are made before.
"""

from __future__ import annotations

import asyncio
import json
import sys

PER_LIST = 100
_DUTIES = (
    "Answer the requests of our guests, keep the store room in order and write down what has to be bought. "
    "You work in a team of six, on two shifts, with one free day in the week and paid leave after a year. "
)
_FURNITURE = '<li class="menu"><a href="/about/{0}">About our towns, number {0}</a><span>open from nine</span></li>'


def pages(count: int) -> dict[bytes, bytes]:
    """Path → whole HTTP answer."""
    made = {f"/job/{number}": _detail(number) for number in range(count)}
    for start in range(0, count, PER_LIST):
        made[f"/list/{start // PER_LIST}"] = _list(start, count)
    answers = {path.encode(): _answer("200 OK", body) for path, body in made.items()}
    return {**answers, b"/robots.txt": _answer("200 OK", "User-agent: *\nDisallow: /private\n")}


def _answer(status: str, body: str) -> bytes:
    data = body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data


def _frame(title: str, main: str, head: str = "") -> str:
    furniture = "".join(_FURNITURE.format(number) for number in range(60))
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><nav><ul>{furniture}</ul></nav><main>{main}</main></body></html>"
    )


def _list(start: int, count: int) -> str:
    stop = min(start + PER_LIST, count)
    links = "".join(f'<li><a class="job" href="/job/{number}">Vacancy number {number}</a></li>' for number in range(start, stop))
    onward = f'<a rel="next" href="/list/{stop // PER_LIST}">next</a>' if stop < count else ""
    return _frame("Vacancies", f"<h1>Vacancies</h1><ul>{links}</ul>{onward}")


def _detail(number: int) -> str:
    text = _DUTIES * (3 + number % 5)
    title = f"Store keeper, place {number}"
    data = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": title,
        "description": f"<p>{text}</p><ul><li>room</li><li>meals</li></ul>",
        "identifier": {"@type": "PropertyValue", "value": f"job-{number}"},
        "datePosted": "2026-11-20",
        "hiringOrganization": {"@type": "Organization", "name": f"House {number % 97}"},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Harbour Town", "addressCountry": "XX"}},
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return _frame(title, f"<h1>{title}</h1><article><p>{text}</p></article>", head)


async def serve(count: int) -> None:
    """Answer until the process is ended."""
    answers = pages(count)
    missing = _answer("404 Not Found", "nothing here")

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            writer.write(answers.get(head.split(b" ", 2)[1], missing))
            await writer.drain()

    def quiet(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        """Clients that hang up are no news."""

    asyncio.get_running_loop().set_exception_handler(quiet)
    server = await asyncio.start_server(client, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
