"""A server as an operator should run it: TLS, users and API keys."""

from __future__ import annotations

import secrets
from pathlib import Path

import trustme

from tests.servers.node import Node

SUPERUSER = "operator"


def secured_node(folder: Path) -> Node:
    """Not started yet. Its superuser stands in the server's own file, as where nobody could log in otherwise."""
    certificates = folder / "config/certs"
    certificates.mkdir(parents=True)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    certificate.private_key_pem.write_to_path(certificates / "http.key")
    certificate.cert_chain_pems[0].write_to_path(certificates / "http.crt")
    settings = {
        "xpack.security.enabled": True,
        "xpack.security.http.ssl.enabled": True,
        "xpack.security.http.ssl.key": str(certificates / "http.key"),
        "xpack.security.http.ssl.certificate": str(certificates / "http.crt"),
    }
    password = secrets.token_hex(16)
    node = Node(folder, settings, user=(SUPERUSER, password), ca_file=folder / "ca.pem")
    node.run_tool("elasticsearch-users", "useradd", SUPERUSER, "-p", password, "-r", "superuser")
    return node
