"""The docs say what is so: shown output is printed output, and every command is described."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from geomap.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS_PAGE = ROOT / "docs" / "commands.md"
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)#\s]+)[^)]*\)")
PARTS = (
    "gazetteer", "geomap", "web", "seeds", "tests", "benchmarks", "tools", "docs", ".ci",
    "Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "setup.cfg", "setup.py",
    "pyproject.toml",
)  # fmt: skip
TEXTS = frozenset(
    {"", ".py", ".pyi", ".pxd", ".md", ".js", ".css", ".html", ".sql", ".toml", ".cfg", ".tsv",
     ".txt", ".json", ".jsonl"}
)  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w.}])/(?:home|root|Users|work|tmp|opt)/\w")
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|deb\.debian|crates)\.(?:org|com|io)\b")


def commands(group=main, named=("geomap",)):
    """Yield the words of every command that can be used, the group itself first."""
    yield named
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*named, name))
        elif not (command.help or "").startswith("Not available"):
            yield (*named, name)


def texts():
    for part in PARTS:
        path = ROOT / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            passed_over = {"__pycache__", "hostile"} & set(file.parts)
            if file.is_file() and file.suffix in TEXTS and not passed_over:
                yield file


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_shows_its_help_in_the_docs(words):
    assert f"<!-- $ {' '.join(words)} --help -->\n" in COMMANDS_PAGE.read_text("utf-8")


def test_shown_output_is_what_the_commands_print(world):
    ended = subprocess.run(
        [sys.executable, ROOT / "tools" / "build_docs.py", "--check"],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_files_lead_somewhere(page):
    targets = [found["target"] for found in LINK.finditer(page.read_text("utf-8"))]
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_the_changelog_has_a_place_for_what_is_not_released():
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("forbidden", [MACHINE_PATH, REGISTRY], ids=["path", "registry"])
def test_no_file_names_a_machine(forbidden):
    named = [
        f"{file.relative_to(ROOT)}: {found.group()}"
        for file in texts()
        if (found := forbidden.search(file.read_text("utf-8")))
    ]
    assert named == []
