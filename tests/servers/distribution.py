"""Elasticsearch from Maven Central, unpacked once into a folder that all checkouts share; never part of the project.

It is the archive that Elastic publishes for integration tests of plugins: the real engine without most of its modules.
`plugin/` gives it those few that our tests need.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from filelock import FileLock

from tests.servers.jdk import find_jdk
from tests.servers.missing import Missing

VERSION = "9.5.0"
_SHA256 = "db0e275fd790f723eca7bcde96069fd6fed304ad23afdb70c8c09553dd9e8b1b"
_ARCHIVE = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
# The versions that Elasticsearch 9.5.0 is built with.
_LIBRARIES = ("org.apache.lucene:lucene-analysis-icu:10.5.0", "com.ibm.icu:icu4j:77.1")
_PLUGIN = Path(__file__).with_name("plugin")
_CACHE_VARIABLE = "COMPOUNDWATCH_TEST_CACHE"
_MAVEN_SECONDS = 600


def elasticsearch_home() -> Path:
    """The unpacked server with our plugin in it, readable by everybody; made when it is not there. Raises Missing."""
    cache = cache_folder()
    home = cache / f"elasticsearch-{VERSION}-{_plugin_version()}"
    if home.is_dir():
        return home
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "lock"):
        if not home.is_dir():
            _make(home, cache)
    return home


def cache_folder() -> Path:
    """Where servers are kept between runs. Root's server runs as nobody, who cannot look into root's own folder."""
    named = os.environ.get(_CACHE_VARIABLE)
    if named:
        return Path(named)
    return Path("/var/cache/compoundwatch-tests") if os.geteuid() == 0 else Path.home() / ".cache/compoundwatch-tests"


def _plugin_version() -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(_PLUGIN.iterdir()))).hexdigest()[:8]


def _make(home: Path, cache: Path) -> None:
    archive = _fetched(_ARCHIVE, cache)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _SHA256:
        archive.unlink()
        raise Missing(f"{archive.name} from Maven Central is not what it should be: another SHA-256")
    with tempfile.TemporaryDirectory(dir=cache) as made:
        _unpack(archive, Path(made))
        unpacked = Path(made) / f"elasticsearch-{VERSION}"
        _build_plugin(unpacked, [_fetched(library, cache) for library in _LIBRARIES], Path(made))
        unpacked.rename(home)


def _fetched(artifact: str, folder: Path) -> Path:
    """`group:name:version` or `group:name:version:type` as a file in `folder`."""
    _, name, version, *kind = artifact.split(":")
    file = folder / f"{name}-{version}.{kind[0] if kind else 'jar'}"
    if file.is_file():
        return file
    if shutil.which("mvn") is None:
        raise Missing("no Maven to fetch Elasticsearch with (package maven)")
    words = ["mvn", "-B", "-ntp", "-q", "-U", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
    ended = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=_MAVEN_SECONDS, check=False)
    if ended.returncode or not file.is_file():
        told = next((line for line in ended.stdout.splitlines() if "ERROR" in line), f"exit code {ended.returncode}")
        raise Missing(f"Maven could not fetch {artifact}: {told[:300]}")
    return file


def _unpack(archive: Path, folder: Path) -> None:
    """With the permissions that stand in the archive, which Python leaves out."""
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            path = Path(packed.extract(entry, folder))
            path.chmod(0o755 if entry.is_dir() else (entry.external_attr >> 16 & 0o777 or 0o644))


def _build_plugin(server: Path, libraries: list[Path], scratch: Path) -> None:
    folder, classes = server / "plugins/test-parts", scratch / "classes"
    folder.mkdir()
    tools, path = find_jdk() / "bin", ":".join([f"{server}/lib/*", *(str(library) for library in libraries)])
    sources = [str(source) for source in _PLUGIN.glob("*.java")]
    _run([str(tools / "javac"), "--release", "21", "-nowarn", "-cp", path, "-d", str(classes), *sources])
    _run([str(tools / "jar"), "cf", str(folder / "test-parts.jar"), "-C", str(classes), "."])
    for file in (*libraries, _PLUGIN / "plugin-descriptor.properties"):
        shutil.copy(file, folder)


def _run(words: list[str]) -> None:
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{words[0]} failed: {ended.stderr}")
