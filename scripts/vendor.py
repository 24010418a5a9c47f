"""Refresh the vendored browser files: `make vendor`.

Each file comes out of a pinned npm package (`npm pack`, so the machine's own npm settings say from
where), lies beside its licence and is listed with its checksum. Running it again gives the same bytes;
what an upgrade changes is to be read in `git diff`.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
SUMS = VENDOR / "SHA256SUMS"
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Package:
    """An npm package and what is taken from it: path inside the package → name in `folder`."""

    name: str
    version: str
    folder: str
    files: dict[str, str] = field(default_factory=dict)


ICONS = Package("@tabler/icons", "3.51.0", "static/vendor/tabler-icons")
PACKAGES = [
    Package("htmx.org", "4.0.1", "static/vendor/htmx", {"dist/htmx.min.js": "htmx.min.js"}),
    Package("@tabler/core", "1.6.1", "static/vendor/tabler", {"dist/css/tabler.min.css": "tabler.min.css"}),
    ICONS,
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "static/vendor/inter",
        {f"files/inter-{part}-wght-normal.woff2": f"inter-{part}.woff2" for part in ("latin", "latin-ext")},
    ),
    Package("axe-core", "4.14.1", "tests/browser/vendor", {"axe.min.js": "axe.min.js"}),
]

MIT = """\
The MIT License (MIT)

{copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
"""


def fetch(package: Package, into: Path) -> Path:
    """The unpacked package; npm checks the archive against the checksum of its registry."""
    into.mkdir()
    spec = f"{package.name}@{package.version}"
    subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(into), spec],
        cwd=into,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = into.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return into / "package"


def without_source_map(text: str) -> str:
    """The map itself is not vendored, and a browser's developer tools would ask for it in vain."""
    text = re.sub(r"/\*[#@] sourceMappingURL=.*?\*/", "", text)
    return re.sub(r"(?m)^//[#@] sourceMappingURL=.*$", "", text).rstrip() + "\n"


def refuse_outside_addresses(css: str, name: str) -> None:
    """The Content-Security-Policy would block them, and people's browsers must ask nobody but us."""
    if "@import" in css:
        sys.exit(f"{name}: has an @import")
    for address in re.findall(r"""url\(\s*["']?([^"')\s]{1,60})""", css):
        if not address.startswith(("data:", "#")):
            sys.exit(f"{name}: refers to {address}")


def copy_files(package: Package, source: Path, target: Path) -> None:
    for inside, name in package.files.items():
        if name.endswith(".woff2"):
            shutil.copyfile(source / inside, target / name)
            continue
        text = without_source_map((source / inside).read_text("utf-8"))
        if name.endswith(".css"):
            refuse_outside_addresses(text, name)
        (target / name).write_text(text, "utf-8")


def copy_licence(package: Package, source: Path, target: Path) -> str:
    """Put the licence beside the files; its name as the package gives it."""
    licence = str(json.loads((source / "package.json").read_text("utf-8"))["license"])
    texts = sorted(path for path in source.iterdir() if path.name.lower().startswith("licen"))
    for path in texts:
        shutil.copyfile(path, target / path.name)
    if not texts:
        # @tabler/core ships none: the copyright lines stand at the head of the file itself.
        if licence != "MIT":
            sys.exit(f"{package.name}: brings no licence text, and {licence} is not known here")
        head = "".join((source / inside).read_text("utf-8")[:600] for inside in package.files)
        copyright_lines = "\n".join(re.findall(r"Copyright \d{4}.*", head))
        (target / "LICENSE").write_text(MIT.format(copyright=copyright_lines), "utf-8")
    return licence


def check_icons() -> None:
    """Stops before anything is fetched when the list of icons is not in order."""
    names = (VENDOR / "icons.txt").read_text("utf-8").split()
    if names != sorted(set(names)):
        sys.exit("static/vendor/icons.txt: must be sorted, each name once")


def draw_sprite(source: Path, target: Path) -> None:
    """One SVG with a symbol per name of icons.txt, so that a page asks once for all of its icons."""
    names = (VENDOR / "icons.txt").read_text("utf-8").split()
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for name in names:
        path = source / "icons" / "outline" / f"{name}.svg"
        if not path.is_file():
            sys.exit(f"static/vendor/icons.txt: there is no icon {name}")
        shapes = []
        for shape in ElementTree.parse(path).getroot():
            if shape.get("d") == "M0 0h24v24H0z":  # the invisible frame of each icon
                continue
            attributes = "".join(f' {key}="{value}"' for key, value in shape.attrib.items())
            shapes.append(f"<{shape.tag.removeprefix(SVG)}{attributes}/>")
        lines.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
            f' stroke-linecap="round" stroke-linejoin="round">{"".join(shapes)}</symbol>'
        )
    lines.append("</svg>")
    (target / "icons.svg").write_text("\n".join(lines) + "\n", "utf-8")


def write_sums(folders: list[str]) -> None:
    """`sha256sum --check static/vendor/SHA256SUMS` from the top of the repository."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).iterdir())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(ROOT).as_posix()}\n"
        for path in paths
    ]
    SUMS.write_text("".join(lines), "utf-8")


def main() -> None:
    if shutil.which("npm") is None:
        sys.exit("make vendor needs npm; nothing else in this repository does.")
    check_icons()
    versions = []
    with tempfile.TemporaryDirectory() as scratch:
        for number, package in enumerate(PACKAGES):
            source = fetch(package, Path(scratch) / str(number))
            target = ROOT / package.folder
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            copy_files(package, source, target)
            if package is ICONS:
                draw_sprite(source, target)
            licence = copy_licence(package, source, target)
            versions.append(f"{package.name} {package.version} {licence}\n")
            print(f"{package.folder}: {package.name} {package.version} ({licence})")
    (VENDOR / "VERSIONS").write_text("".join(versions), "utf-8")
    write_sums([package.folder for package in PACKAGES])


if __name__ == "__main__":
    main()
