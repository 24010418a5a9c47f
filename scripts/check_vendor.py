"""Are the vendored files what their packages brought? Checksums, nothing unlisted, a licence beside each."""

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
LISTS = {"SHA256SUMS", "VERSIONS", "icons.txt"}


def listed() -> dict[Path, str]:
    """Path → SHA-256, as the list says."""
    lines = (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines()
    return {ROOT / name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def problems() -> list[str]:
    found = []
    sums = listed()
    folders = {path.parent for path in sums}
    for path, digest in sums.items():
        name = path.relative_to(ROOT)
        if not path.is_file():
            found.append(f"{name}: is missing (make vendor)")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(f"{name}: is not what was vendored (change scripts/vendor.py, then make vendor)")
    for folder in folders:
        if not any(path.name.lower().startswith("licen") for path in sums if path.parent == folder):
            found.append(f"{folder.relative_to(ROOT)}: has no licence beside it")
    present = {path for folder in folders | {VENDOR} for path in folder.rglob("*") if path.is_file()}
    for path in present - sums.keys():
        if path.parent != VENDOR or path.name not in LISTS:
            found.append(f"{path.relative_to(ROOT)}: is not in SHA256SUMS (scripts/vendor.py brings files)")
    if len((VENDOR / "VERSIONS").read_text("utf-8").splitlines()) != len(folders):
        found.append("static/vendor/VERSIONS: does not name one package per folder (make vendor)")
    return sorted(found)


if __name__ == "__main__":
    found = problems()
    print("\n".join(found))
    sys.exit(bool(found))
