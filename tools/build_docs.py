"""Write what commands and examples print into README.md and docs/*.md; `--check` only compares.

A block between `<!-- $ COMMAND -->` and `<!-- end -->` becomes the command with its output, and
one between `<!-- prints -->` and `<!-- end -->` the output of the Python block above it. The
commands of one file share a fresh folder that holds `seeds/`.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = "```"
BLOCK = re.compile(r"<!-- (?:\$ (?P<command>[^\n]+)|prints) -->\n.*?<!-- end -->", re.DOTALL)
PYTHON = re.compile(r"```python\n(?P<code>.*?)```", re.DOTALL)


def pages() -> Iterator[Path]:
    """Yield the pages that may hold blocks."""
    yield ROOT / "README.md"
    yield from sorted((ROOT / "docs").glob("*.md"))


def rebuilt(text: str) -> str:
    """Return a page with every block written anew."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "seeds").symlink_to(ROOT / "seeds")
        return BLOCK.sub(lambda found: block(found, text, work), text)


def block(found: re.Match[str], text: str, work: Path) -> str:
    """Return one block between its markers."""
    command = found["command"]
    if command:
        start = f"<!-- $ {command} -->"
        body = f"{FENCE}console\n$ {command}\n{shell_output(command, work)}{FENCE}"
    else:
        start = "<!-- prints -->"
        *_, example = PYTHON.finditer(text, 0, found.start())
        body = f"{FENCE}text\n{output([sys.executable, '-c', example['code']], work)}{FENCE}"
    return f"{start}\n{body}\n<!-- end -->"


def shell_output(command: str, work: Path) -> str:
    """Return what a shell prints for a command, both streams as a reader would see them."""
    return output(["bash", "-c", f"{command} 2>&1"], work)


def output(command: list[str], work: Path) -> str:
    """Return what a command prints, in a terminal of eighty columns without own settings."""
    settings = {k: v for k, v in os.environ.items() if not k.startswith("GEOMAP_")}
    if "GEOMAP_CACHE" in os.environ:
        settings["GEOMAP_CACHE"] = os.environ["GEOMAP_CACHE"]
    settings |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "PYTHONUTF8": "1",
        "GEOMAP_DATA": str(work / "data"),
    }
    ended = subprocess.run(
        command, cwd=work, env=settings, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if ended.stderr:
        sys.exit(f"{' '.join(command)}:\n{ended.stderr}")
    return ended.stdout


def main() -> None:
    """Write the pages anew, or say how they differ and exit with 1."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="write nothing")
    check = arguments.parse_args().check
    differs = False
    for page in pages():
        before = page.read_text("utf-8")
        after = rebuilt(before)
        if before == after:
            continue
        differs = True
        if check:
            name = str(page.relative_to(ROOT))
            lines = unified_diff(before.splitlines(), after.splitlines(), name, "now", lineterm="")
            print("\n".join(lines))
        else:
            page.write_text(after, "utf-8")
    if check and differs:
        sys.exit("The docs show what the commands no longer print; write them anew: make docs")


if __name__ == "__main__":
    main()
