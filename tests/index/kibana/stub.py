"""Stands in for Kibana's import of saved objects: as strict about the request, and answering in the same words.

After Kibana's source: saved-objects/server-internal/src/routes/import.ts and import-export-server-internal/src/import.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePath
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

Object = dict[str, Any]
NO_XSRF = "Request must contain a kbn-xsrf header."


@dataclass(slots=True)
class Asked:
    """One request: `file` is the multipart part of that name, `filename` what it was called."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    parts: list[str] = field(default_factory=list)
    filename: str = ""
    file: bytes = b""

    def objects(self) -> list[Object]:
        return [json.loads(line) for line in self.file.splitlines()]


@dataclass(slots=True)
class StubKibana:
    """`answers` (status, headers, body) come first, in order; then it answers as Kibana does and keeps what it is given."""

    url: str = ""
    authorization: str | None = None
    asked: list[Asked] = field(default_factory=list)
    answers: deque[tuple[int, dict[str, str], bytes]] = field(default_factory=deque)
    spaces: dict[str, dict[tuple[str, str], Object]] = field(default_factory=lambda: {"default": {}, "analysts": {}})

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(asked)
        if self.answers:
            return self.answers.popleft()
        status, told = self._checked(asked)
        return status, {"content-type": "application/json"}, json.dumps(told).encode()

    def _checked(self, asked: Asked) -> tuple[int, Object]:
        parts = asked.path.strip("/").split("/")
        space = parts[1] if parts[0] == "s" else "default"
        if asked.method != "POST" or parts[-3:] != ["api", "saved_objects", "_import"] or space not in self.spaces:
            return 404, {"statusCode": 404, "error": "Not Found", "message": "Not Found"}
        if self.authorization and asked.headers.get("authorization") != self.authorization:
            return 401, {"statusCode": 401, "error": "Unauthorized", "message": "unable to authenticate"}
        if "kbn-xsrf" not in asked.headers:
            return 400, {"statusCode": 400, "error": "Bad Request", "message": NO_XSRF}
        if asked.parts != ["file"]:
            return 400, {"statusCode": 400, "error": "Bad Request", "message": "[request body.file]: expected stream"}
        if PurePath(asked.filename).suffix != ".ndjson":
            return 400, {"message": f"Invalid file extension {PurePath(asked.filename).suffix}"}
        return 200, self._imported(asked.objects(), self.spaces[space], overwrite=asked.query.get("overwrite") == ["true"])

    def _imported(self, objects: list[Object], space: dict[tuple[str, str], Object], *, overwrite: bool) -> Object:
        given = {(it["type"], it["id"]): it for it in objects}
        errors, results = [], []
        for key, it in given.items():
            known: Object = {"type": it["type"], "id": it["id"], "meta": {"title": it["attributes"]["title"]}}
            lacking = [ref for ref in it["references"] if not {(ref["type"], ref["id"])} & {*given, *space}]
            if lacking:
                errors.append({**known, "error": {"type": "missing_references", "references": lacking}})
            elif key in space and not overwrite:
                errors.append({**known, "error": {"type": "conflict"}})
            else:
                results.append({**known, "managed": False, **({"overwrite": True} if key in space else {})})
        if not errors:
            space.update(given)
        return {
            "success": not errors, "successCount": len(results), "warnings": [],
            **({"successResults": results} if results else {}), **({"errors": errors} if errors else {}),
        }  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    stub: StubKibana
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, parse_qs(parts.query), headers)
        _read_multipart(asked, body)
        status, answered, told = self.stub.answer(asked)
        self.send_response(status)
        for name, value in {**answered, "content-length": str(len(told))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class calls it so
        pass


def _read_multipart(asked: Asked, body: bytes) -> None:
    head = f"content-type: {asked.headers['content-type']}\r\n\r\n".encode()
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        asked.parts.append(str(part.get_param("name", header="content-disposition")))
        asked.filename = part.get_filename() or ""
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        asked.file = content


@contextmanager
def running(stub: StubKibana, server: ThreadingHTTPServer | None = None) -> Iterator[StubKibana]:
    """On loopback; `server` may be one with TLS."""
    served = server or ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    served.RequestHandlerClass = type("Handler", (_Handler,), {"stub": stub})
    stub.url = f"{'https' if server else 'http'}://127.0.0.1:{served.server_address[1]}"
    thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stub
    finally:
        served.shutdown()
        served.server_close()
        thread.join()
