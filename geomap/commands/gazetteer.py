"""geomap gazetteer: what the compiled world holds, and how to make it anew."""

import click

from gazetteer import kernel, world
from gazetteer.layer import Layer
from gazetteer.sources import source_files
from geomap.commands.printing import print_table
from geomap.commands.world import opened_world, shown_progress

LICENCES = (
    ("GeoNames", "populated places, divisions", "CC BY 4.0"),
    ("CLDR", "country names", "Unicode License v3"),
    ("geomap", "features, regions, demonyms, disputed areas", "Apache-2.0"),
)


@click.group(epilog="Example: geomap gazetteer info")
def gazetteer() -> None:
    """Show what the compiled gazetteer holds, or compile it anew."""


@gazetteer.command(epilog="Example: geomap gazetteer info --verify")
@click.option("--verify", is_flag=True, help="Read the whole file and compare its checksum.")
def info(*, verify: bool) -> None:
    """Print what is inside, from where, when it was built, and which matcher is in use."""
    layer = opened_world().layers[0]
    if verify:
        layer.verify()
    rows = [
        ["file", layer.origin],
        ["places", f"{layer.about['places']:,}"],
        ["names", f"{layer.about['names']:,}"],
        ["built", str(layer.about["built"])],
        ["version", str(layer.about["version"])],
        ["matcher", matcher_in_use()],
    ]
    if verify:
        rows.append(["checksum", "holds"])
    rows += [["from", f"{name}: {what} ({licence})"] for name, what, licence in LICENCES]
    print_table(rows)


@gazetteer.command(epilog="Example: geomap gazetteer build")
def build() -> None:
    """Compile the gazetteer from its sources, even where a usable one stands."""
    path = world.cached_path("world", source_files())
    with shown_progress() as progress:
        world.build(path, lambda: world.compile_world(progress), unless_usable=False)
    click.echo(f"{Layer.open(path).about['places']:,} places in {path}")


def matcher_in_use() -> str:
    """Return whether the matcher runs compiled or interpreted."""
    return "interpreted" if str(kernel.__file__).endswith(".py") else "compiled"
