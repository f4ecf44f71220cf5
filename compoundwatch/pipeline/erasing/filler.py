"""A WARC record overwritten in place: a gzip member of exactly the same length that says only that something was erased.

Every other record keeps its offset, and the file reads on to its end in any WARC tool. The filler is stored uncompressed (RFC 1951,
3.2.4), so its length can be chosen to the byte.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from compoundwatch.errors import EvidenceError
from compoundwatch.evidence import FILLER_URI

# RFC 1952, 2.3: no flags, no time, no file name, operating system unknown.
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_GZIP_TAIL = 8
_BLOCK_HEAD = 5
_LARGEST_BLOCK = 65_535
_WORDS = b"erased"


def overwrite(handle: int, offset: int, length: int, at: datetime) -> None:
    """Put a filler in the place of the record that takes `length` bytes from `offset`, and bring it to disk.

    The same again writes the same bytes. Raises EvidenceError where the record is too short for any filler, OSError.
    """
    if os.pread(handle, 2, offset) != _GZIP_HEAD[:2]:
        raise EvidenceError(f"at offset {offset} stands no compressed record, so it cannot be overwritten in place")
    filler = make_filler(f"{FILLER_URI}:{offset}", length, at)
    written = 0
    while written < length:
        written += os.pwrite(handle, filler[written:], offset + written)
    os.fsync(handle)


def make_filler(name: str, length: int, at: datetime) -> bytes:
    """One gzip member of `length` bytes that holds a WARC `metadata` record.

    Raises EvidenceError below some 230 bytes; the record of a page of one byte takes 306.
    """
    room = length - len(_GZIP_HEAD) - _GZIP_TAIL
    blocks = -(-room // (_BLOCK_HEAD + _LARGEST_BLOCK))
    record = _record(name, room - blocks * _BLOCK_HEAD, at)
    body = b"".join(_stored(record, blocks))
    tail = zlib.crc32(record).to_bytes(4, "little") + (len(record) % 2**32).to_bytes(4, "little")
    return _GZIP_HEAD + body + tail


def _record(name: str, length: int, at: datetime) -> bytes:
    """A WARC/1.1 record of exactly `length` bytes; the length of its content stands in its head, so that is found by trying."""
    head = (
        f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, name)}>\r\n"
        f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\nWARC-Target-URI: {FILLER_URI}\r\n"
    )
    end = b"\r\n\r\n"
    for digits in range(2, 12):
        content = length - len(head) - len("Content-Length: \r\n\r\n") - digits - len(end)
        if len(_WORDS) <= content < 10**digits:
            # Padded with a zero where one digit fewer leaves one byte too many.
            return f"{head}Content-Length: {content:0{digits}}\r\n\r\n".encode() + _WORDS.ljust(content) + end
    raise EvidenceError(f"a record of {length} bytes is too short to be overwritten in place")


def _stored(record: bytes, blocks: int) -> Iterator[bytes]:
    """The record as that many deflate blocks, uncompressed."""
    for number in range(blocks):
        part = record[number * _LARGEST_BLOCK : (number + 1) * _LARGEST_BLOCK]
        size = len(part)
        last = number == blocks - 1
        yield bytes([last]) + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + part
