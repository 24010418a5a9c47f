"""Makes small faults in the program, one at a time, and looks whether a test notices.

    python -m scripts.faults --sample 20 --seed 7            # 20 faults, chosen by chance, of PLACES
    python -m scripts.faults --sample 20 app/crm app/lists   # only there
    python -m scripts.faults --list                          # how many there are, by place

Never in the tree itself: in a copy that goes away. Each fault is shown to the tests of its domain on SQLite,
and if they let it pass to all others; a lock that is missing, to the tests with processes of their own. What
survived stands at the end and in build/faults.jsonl: a promise without a test, or a fault without effect.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Queue

from scripts.files import ROOT, all_files

RESULTS = ROOT / "build" / "faults.jsonl"
PLACES = re.compile(r"/(actions|queries|lists)(/|\.py$)|^app/(lists|views|web|forms|links|accounts|people)/")
WITHIN = 900
FLIPPED = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
CALCULATED = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "*"}
CHAINED = {"where", "order_by", "limit", "with_for_update", "distinct", "strip", "casefold"}
LOCKS = {"lock", "hold", "held", "kept", "lock_company", "hold_attached", "keep_subject", "with_for_update"}


@dataclass(frozen=True)
class Fault:
    """From `start` to `end` (bytes of the file) stands `new` instead."""

    path: str
    line: int
    what: str
    before: str
    after: str
    start: int
    end: int
    new: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} ({self.what}) {self.before} -> {self.after}"

    @property
    def is_lock(self) -> bool:
        return bool(LOCKS & set(re.findall(r"\w+", self.before)) - set(re.findall(r"\w+", self.after)))


class Finder(ast.NodeVisitor):
    """All the places of a file where a small fault can be made."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path, self.source, self.found = path, source, list[Fault]()
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def place(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        first = self.starts[node.lineno - 1] + node.col_offset
        return first, self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: ast.expr | ast.stmt) -> str:
        start, end = self.place(node)
        return self.source[start:end].decode()

    def replace(self, what: str, node: ast.expr | ast.stmt, new: str) -> None:
        start, end = self.place(node)
        changed = self.source[:start] + new.encode() + self.source[end:]
        try:
            if ast.dump(ast.parse(changed)) == ast.dump(ast.parse(self.source)):
                return
        except SyntaxError:
            return
        before, after = (" ".join(text.split())[:120] for text in (self.text(node), new))
        self.found.append(Fault(self.path, node.lineno, what, before, after, start, end, new))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for one in node.body:  # neither annotations nor decorators
            self.visit(one)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_If(self, node: ast.If | ast.IfExp) -> None:
        if self.text(node.test) != "TYPE_CHECKING":
            self.replace("never", node.test, "False")
            self.replace("always", node.test, "True")
            self.generic_visit(node)

    visit_IfExp = visit_If  # noqa: N815

    def visit_Raise(self, node: ast.Raise) -> None:
        self.replace("not refused", node, "pass")

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self.replace("not done", node, "pass")
        self.generic_visit(node)

    def visit_With(self, node: ast.With) -> None:
        if "audit" in self.text(node.items[0].context_expr):
            self.replace("not recorded", node.items[0].context_expr, "__import__('contextlib').nullcontext()")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if isinstance(node.targets[0], ast.Attribute | ast.Subscript):
            self.replace("not set", node, "pass")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        left = self.text(node.left)
        rest = " ".join(self.text(one) for one in node.comparators)
        if len(node.ops) == 1:
            self.replace("compared", node, f"({left} {FLIPPED[type(node.ops[0])]} {rest})")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        word = " and " if isinstance(node.op, ast.And) else " or "
        values = [f"({self.text(value)})" for value in node.values]
        self.replace("and or", node, f"({(' or ' if word == ' and ' else ' and ').join(values)})")
        for number in range(len(values)):
            self.replace("not asked", node, f"({word.join(values[:number] + values[number + 1 :])})")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if not isinstance(node.operand, ast.Constant):
            self.replace("not turned", node, f"({self.text(node.operand)})")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in CALCULATED and not isinstance(node.left, ast.JoinedStr):
            left, right = self.text(node.left), self.text(node.right)
            self.replace("calculated", node, f"({left} {CALCULATED[type(node.op)]} {right})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if type(node.value) in (int, bool):
            self.replace("constant", node, str(node.value + 1 if type(node.value) is int else not node.value))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Words are not faults."""

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr in CHAINED:
            self.replace(f"no {node.func.attr}", node, self.text(node.func.value))
        elif isinstance(node.func, ast.Name) and node.func.id == "held" and node.args:
            self.replace("not held", node, self.text(node.args[0]))
        self.generic_visit(node)


def find(paths: list[str]) -> list[Fault]:
    """All faults that can be made in these folders or files; if none is named, in PLACES."""
    found = []
    for path in sorted(Path("app").rglob("*.py")):
        if any(path.is_relative_to(one) for one in paths) or (not paths and PLACES.search(str(path))):
            finder = Finder(str(path), path.read_bytes())
            finder.visit(ast.parse(finder.source))
            found += finder.found
    return found


def looks(fault: Fault) -> Iterator[list[str]]:
    """The arguments of pytest, one look after the other: what is nearest first."""
    domain = Path("tests") / Path(fault.path).relative_to("app").parts[0].removesuffix(".py")
    near = [str(domain)] if domain.exists() else []
    if fault.is_lock:
        yield ["-m", "processes"]
    on_sqlite = ["-m", "not browser and not processes", "-k", "not postgresql"]
    if near:
        yield [*on_sqlite, *near]
    yield [*on_sqlite, *(f"--ignore={one}" for one in near)]
    yield ["-m", "processes", "-k", "not postgresql", *near]


def notices(fault: Fault, tree: Path) -> str | None:
    """The test that notices a fault in this copy of the tree."""
    file = tree / fault.path
    source = file.read_bytes()
    file.write_bytes(source[: fault.start] + fault.new.encode() + source[fault.end :])
    try:
        for arguments in looks(fault):
            command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider"]
            command += arguments
            ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=WITHIN)
            if ran.returncode not in (0, 5):
                failed = re.search(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.M)
                return failed[1] if failed else "it does not start"
    except subprocess.TimeoutExpired:
        return "it does not end"
    finally:
        file.write_bytes(source)
    return None


def copied(folder: Path) -> Path:
    """A copy of the tree, the compiled translations with it."""
    for path in [*all_files(), *ROOT.glob("app/translations/*/LC_MESSAGES/*.mo")]:
        place = folder / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    os.chdir(ROOT)
    os.nice(10)
    every = find(options.paths)
    if options.list:
        for name, count in sorted(Counter("/".join(one.path.split("/")[1:3]) for one in every).items()):
            print(f"{count:6} {name}")
        return
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    survived: list[Fault] = []
    RESULTS.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kontor-faults-") as folder, RESULTS.open("a") as results:
        trees: Queue[Path] = Queue()
        for number in range(options.jobs):
            trees.put(copied(Path(folder, str(number))))

        def look(fault: Fault) -> None:
            tree = trees.get()
            test = notices(fault, tree)
            trees.put(tree)
            survived.extend([] if test else [fault])
            results.write(json.dumps(asdict(fault) | {"noticed_by": test}) + "\n")
            results.flush()
            print(f"{'noticed ' if test else 'SURVIVED'} {fault}  {test or ''}", flush=True)

        with ThreadPoolExecutor(options.jobs) as pool:
            list(pool.map(look, chosen))
    print(f"\n{len(chosen) - len(survived)} of {len(chosen)} noticed. Survived:")
    print(*survived, sep="\n")


if __name__ == "__main__":
    main()
