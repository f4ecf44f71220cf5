"""HTTP content codings undone (RFC 9110, 8.4.1) with a bound on what comes out, however small what went in."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli

# A server that codes more than this often is up to something.
_MOST_CODINGS = 2
_TEXT_STARTS = (b"<", b"{", b"[")


class CodingError(ValueError):
    """A body that cannot be unpacked; the message says why."""


def unpacked(body: bytes, codings: str, most: int) -> bytes:
    """`body` without its codings, last one first. Raises CodingError beyond `most` bytes, for a broken or an unknown coding.

    Archives often keep the header of a body that was unpacked before: what is text already stays as it is.
    """
    names = [name.strip().lower() for name in codings.split(",")]
    names = [name for name in names if name not in {"", "identity"}]
    if len(names) > _MOST_CODINGS:
        raise CodingError(f"is coded {len(names)} times")
    for name in reversed(names):
        if body.lstrip()[:1] in _TEXT_STARTS or not body:
            break
        if name not in _UNPACK:
            raise CodingError(f"is coded as {name[:20]!r}, which is not read")
        body = _UNPACK[name](body, most)
    if len(body) > most:
        raise CodingError(_too_long(most))
    return body


def _gzip(body: bytes, most: int) -> bytes:
    return _inflated(body, most, zlib.MAX_WBITS | 16)


def _deflate(body: bytes, most: int) -> bytes:
    """With the zlib wrapper, as the standard asks, or bare, as many servers do."""
    bare = (body[0] & 0x0F) != zlib.DEFLATED or int.from_bytes(body[:2], "big") % 31 != 0
    return _inflated(body, most, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS)


def _inflated(body: bytes, most: int, wbits: int) -> bytes:
    stream = zlib.decompressobj(wbits)
    try:
        found = stream.decompress(body, most + 1)
    except zlib.error as error:
        raise CodingError(f"cannot be unpacked: {error}") from None
    return _checked(found, most, whole=stream.eof)


def _brotli(body: bytes, most: int) -> bytes:
    stream = brotli.Decompressor()
    try:
        found = stream.process(body, output_buffer_limit=most + 1)
    except brotli.error as error:
        raise CodingError(f"cannot be unpacked: {error}") from None
    return _checked(found, most, whole=stream.is_finished())


def _checked(found: bytes, most: int, *, whole: bool) -> bytes:
    if len(found) > most:
        raise CodingError(_too_long(most))
    if not whole:
        raise CodingError("ends in the middle")
    return found


def _too_long(most: int) -> str:
    return f"unpacks to more than {most / 1_000_000:g} MB"


_UNPACK: dict[str, Callable[[bytes, int], bytes]] = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli}
