"""The files of the repository: what git knows or would add, and what a copy without git holds."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDORED = (ROOT / "static" / "vendor", ROOT / "tests" / "browser" / "vendor")
MADE = {"build", "instance", "node_modules", "test-results", "__pycache__"}


def all_files() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
        paths = [ROOT / name for name in names if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not made(path.relative_to(ROOT))]
    return sorted(path for path in paths if path.is_file())


def made(path: Path) -> bool:
    """Whether something made this, rather than somebody wrote it."""
    return path.suffix == ".mo" or any(part in MADE or part.startswith(".") for part in path.parts)


def our_texts() -> list[tuple[Path, str]]:
    """Every text file that is ours, as path inside the repository and content."""
    texts = []
    for path in all_files():
        if any(folder in path.parents for folder in VENDORED):
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            texts.append((path.relative_to(ROOT), content.decode("utf-8")))
    return texts
