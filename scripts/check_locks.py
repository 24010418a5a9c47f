"""Are the lock files clean? A hash for each pin, no address in them, and every requirement is pinned."""

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = "requirements", "requirements-dev"
ADDRESS = re.compile(r"://|^\s*(?:-i\b|-f\b|--(?:extra-)?index-url|--find-links|--trusted-host)|\s@\s", re.M)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*)$")


def blocks(lock: str) -> list[str]:
    """One text per pin, its continued lines joined; comments are left out."""
    joined = lock.replace("\\\n", " ").splitlines()
    return [line for line in joined if line.strip() and not line.lstrip().startswith("#")]


def pins(lock: str) -> dict[str, list[str]]:
    """Name → pinned versions: a universal lock may pin one per Python version or platform."""
    found: dict[str, list[str]] = {}
    for block in blocks(lock):
        if match := PIN.match(block):
            found.setdefault(canonicalize_name(match["name"]), []).append(match["version"])
    return found


def requirements(source: str) -> list[Requirement]:
    lines = (line.split(" #")[0].strip() for line in source.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def problems_of(name: str) -> list[str]:
    source = (ROOT / f"{name}.in").read_text("utf-8")
    lock = (ROOT / f"{name}.lock").read_text("utf-8")
    found = [f"holds an address or an index: {match[0].strip()}" for match in ADDRESS.finditer(lock + source)]
    for block in blocks(lock):
        match = PIN.match(block)
        if not match:
            found.append(f"is not a pin: {block[:60]}")
        elif not re.search(r"--hash=sha256:[0-9a-f]{64}\b", match["rest"]):
            found.append(f"has no hash: {match['name']}")
    pinned = pins(lock)
    for requirement in requirements(source):
        versions = pinned.get(canonicalize_name(requirement.name), [])
        if not any(
            requirement.specifier.contains(Version(version), prereleases=True) for version in versions
        ):
            found.append(f"does not pin {requirement}")
    return [f"{name}: {problem}" for problem in found]


def problems() -> list[str]:
    found = problems_of(RUNTIME) + problems_of(DEVELOPMENT)
    development = pins((ROOT / f"{DEVELOPMENT}.lock").read_text("utf-8"))
    for name, versions in pins((ROOT / f"{RUNTIME}.lock").read_text("utf-8")).items():
        if development.get(name) != versions:
            found.append(f"{DEVELOPMENT}: pins another {name} than {RUNTIME}")
    return found


if __name__ == "__main__":
    found = problems()
    print("\n".join(found))
    sys.exit(bool(found))
