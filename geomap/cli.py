"""The command line: which commands there are, and what becomes of errors."""

import io
import os
import signal
import sys
from importlib.metadata import EntryPoint, entry_points
from types import FrameType

import click

from gazetteer.errors import GazetteerError
from geomap._version import VERSION
from geomap.commands.interrupting import INTERRUPTED
from geomap.errors import NO_ROOM, GeomapError

ENTRY_POINTS = "geomap.commands"

# A command's module is imported when the command is called, so that each pays for itself alone.
COMMANDS = {
    "backup": "geomap.commands.backup:backup",
    "check": "geomap.commands.check:check",
    "export": "geomap.commands.export:export",
    "gazetteer": "geomap.commands.gazetteer:gazetteer",
    "ingest": "geomap.commands.ingest:ingest",
    "learn": "geomap.commands.learn:learn",
    "parse": "geomap.commands.parse:parse",
    "place": "geomap.commands.place:place",
    "reread": "geomap.commands.reread:reread",
    "token": "geomap.commands.token:token",
    "watch": "geomap.commands.watch:watch",
}


class Commands(click.Group):
    """The commands of geomap and those that other packages register."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*COMMANDS, *(point.name for point in registered())})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, or None where there is none of that name."""
        if cmd_name in COMMANDS:
            return imported(EntryPoint(cmd_name, COMMANDS[cmd_name], ENTRY_POINTS))
        return next((imported(point) for point in registered(cmd_name)), None)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what a user can mend becomes one line and exit code 1."""
        speak_utf8()
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except (GazetteerError, GeomapError) as error:
            click.echo(f"geomap: {error}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # Python flushes once more at its end: give that somewhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            click.echo(f"geomap: {error.strerror}; free some and try again", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)
        return result


def speak_utf8() -> None:
    """Write names in every script whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def registered(name: str | None = None) -> list[EntryPoint]:
    """Return the commands that installed packages register, or the one of that name."""
    points = entry_points(group=ENTRY_POINTS)
    return list(points if name is None else points.select(name=name))


def imported(point: EntryPoint) -> click.Command:
    """Import a command; what it needs and lacks is said when it is called."""
    try:
        command: click.Command = point.load()
    except ModuleNotFoundError as error:
        return lacking(point.name, str(error.name))
    return command


def lacking(name: str, module: str) -> click.Command:
    """Return a command that says which module it lacks."""

    @click.command(
        name,
        help=f"Not available: {module} is not installed.",
        epilog=f"Example: pip install {module}",
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def command(arguments: tuple[str, ...]) -> None:
        raise GeomapError(f"{name}: needs {module}, which is not installed; install it with pip")

    command.context_settings = {"ignore_unknown_options": True}
    return command


@click.group(
    cls=Commands,
    context_settings={"auto_envvar_prefix": "GEOMAP", "help_option_names": ["-h", "--help"]},
    epilog="Example: geomap parse article.txt",
)
@click.version_option(VERSION, prog_name="geomap")
def main() -> None:
    """Find the places that news articles name, and map them."""


def terminate(number: int, _frame: FrameType | None) -> None:
    """End the program from wherever it is."""
    raise SystemExit(128 + number)


def run() -> None:
    """Run the program; once its command has ended, Ctrl-C has nothing left to interrupt.

    Asked to end (SIGTERM), it takes away what it had not finished, as at Ctrl-C.
    """
    signal.signal(signal.SIGTERM, terminate)
    try:
        main()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
