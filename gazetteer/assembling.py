"""From the spooled columns of an import to its layer, by sorting instead of by dictionaries.

Gives what gazetteer.writing gives, for millions of names in a few hundred megabytes.
"""

import json
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from gazetteer.codes import ANY_CASE, CAPITALS, HAS_CHILDREN, SMALL_FIRST
from gazetteer.layer import ACRONYM, COLUMNS
from gazetteer.packing import SMALL_LETTERS, token_key
from gazetteer.spooling import LayerFile, Spool, gathered, in_slices, lengths_to_starts
from gazetteer.writing import PARTICLES, power_of_two

SECTIONS = len(COLUMNS) + 17
# As in gazetteer.kernel, which keeps its own to itself when it is compiled.
MIX_FIRST = np.uint32(0x85EBCA6B)
MIX_SECOND = np.uint32(0xC2B2AE35)
PART = 1 << 18
LEVEL_PART = 1 << 22

Column = npt.NDArray[Any]


def assemble(spool: Spool, out: IO[bytes], about: dict[str, Any]) -> None:
    """Write the layer of all that was spooled."""
    layer = LayerFile(out, SECTIONS)
    for name, code in COLUMNS.items():
        layer.copy(name, code, spool.path(name))
    add_texts(layer, spool)
    add_shapes(layer, spool)
    layer.add("id_order", "I", [id_order(spool)])
    tokens, first = add_tokens(layer, spool)
    nodes, edges, ends = grown(spool, tokens, first)
    del tokens
    add_edges(layer, edges)
    names = add_senses(layer, spool, nodes, ends)
    layer.add("nodes", "I", [nodes])
    layer.add("roots", "I", [np.array([first + 1], np.uint32)])
    told = about | {"places": spool.places, "names": names, "version": layer.checksum}
    layer.add("about", "B", [json.dumps(told, ensure_ascii=False).encode()])
    layer.finish()


def add_texts(layer: LayerFile, spool: Spool) -> None:
    """Write the pool of strings."""
    layer.copy("texts", "B", spool.path("texts"))
    layer.add("text_starts", "I", [lengths_to_starts(spool.column("text_lengths"), np.uint32)])


def add_shapes(layer: LayerFile, spool: Spool) -> None:
    """Write the shapes of areas and lines: GeoJSON geometries end to end."""
    layer.add("shape_place", "I", [np.asarray(spool.shape_places)])
    layer.add("shape_starts", "Q", [np.asarray(spool.shape_ends)])
    layer.copy("shapes", "B", spool.path("shapes"))


def id_order(spool: Spool) -> Column:
    """Return the numbers of the places in the order of their identifiers.

    UTF-8 sorts as the characters do.
    """
    lengths = spool.column("id_lengths")
    starts = lengths_to_starts(spool.column("text_lengths"), np.uint64)
    texts, numbers = spool.mapped("texts"), spool.column("place_id")
    width = int(lengths.max(initial=1))
    keys = np.zeros((spool.places, width), np.uint8)
    for start in range(0, spool.places, PART):
        some = slice(start, start + PART)
        sizes = lengths[some].astype(np.int64)
        row = np.repeat(np.arange(len(sizes)), sizes)
        across = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        keys[some][row, across] = gathered(texts, starts[numbers[some]], sizes)
    order = np.argsort(keys.view(f"S{width}").ravel(), kind="stable")
    return order.astype(np.uint32)


def add_tokens(layer: LayerFile, spool: Spool) -> tuple[Column, int]:
    """Write the distinct tokens; return each spooled token's number, and how many begin names.

    Those that begin names come first, from 1, so that each is its own node.
    """
    keys = spool.column("token_key")
    distinct, where, number = np.unique(keys, return_index=True, return_inverse=True)
    del keys
    first = np.zeros(len(distinct), bool)
    first[number[spool.mapped("steps")[first_steps(spool)]]] = True
    begin = int(first.sum())
    renumbered = np.where(first, np.cumsum(first), begin + np.cumsum(~first)).astype(np.uint32)
    order = where[np.argsort(renumbered)]  # the spooled tokens in the order of their numbers
    lengths = spool.column("token_length")
    starts = lengths_to_starts(lengths, np.uint64)[:-1]
    layer.add("starts", "I", [lengths_to_starts(lengths[order], np.uint32)])
    units = spool.mapped("token_units")
    layer.add("units", "H", in_slices(len(order), PART, lambda low, high: gathered(
        units, starts[order[low:high]], lengths[order[low:high]]
    )))  # fmt: skip
    hashes = spool.column("token_hash")[order]
    numbers = np.arange(1, len(order) + 1, dtype=np.uint32)
    layer.add("slots", "I", table(hashes, (hashes, numbers)))
    return renumbered[number], begin


def first_steps(spool: Spool) -> Column:
    """Return where the tokens of each name begin."""
    counts = spool.column("sense_tokens")
    return lengths_to_starts(counts, np.uint64)[:-1]


def grown(
    spool: Spool, tokens: Column, first: int
) -> tuple[Column, tuple[Column, Column, Column], Column]:
    """Return the words of the nodes, the edges, and the node at which each name ends."""
    steps, counts, starts = spool.mapped("steps"), spool.column("sense_tokens"), first_steps(spool)
    ends = np.concatenate([
        tokens[steps[starts[low : low + PART]]] for low in range(0, max(1, len(starts)), PART)
    ])  # fmt: skip
    small = np.isin(ends, particle_numbers(spool, tokens))
    edges: list[Column] = []
    node = first + 1
    for depth in range(1, int(counts.max(initial=1))):
        going = np.flatnonzero(counts > depth)
        parents = ends[going]
        for some in parted(parents):
            at = going[some]
            follow = tokens[steps[starts[at] + np.uint64(depth)]]
            pairs = parents[some].astype(np.uint64) << np.uint64(32) | follow
            distinct, number = np.unique(pairs, return_inverse=True)
            ends[at] = (node + number).astype(np.uint32)
            edges.append(distinct)
            node += len(distinct)
    pairs = np.concatenate(edges) if edges else np.empty(0, np.uint64)
    words = np.zeros(node, np.uint32)
    parents = (pairs >> np.uint64(32)).astype(np.uint32)
    words[parents] |= np.uint32(HAS_CHILDREN)
    words[np.unique(ends[small])] |= np.uint32(SMALL_FIRST)
    follow = (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    children = np.arange(first + 1, node, dtype=np.uint32)
    return words, (parents, follow, children), ends


def particle_numbers(spool: Spool, tokens: Column) -> Column:
    """Return the numbers of "al", "der" and the like among the tokens."""
    particles = np.array([token_key(word) for word in PARTICLES], np.uint64)
    return np.unique(tokens[np.isin(spool.column("token_key"), particles)])


def parted(parents: Column) -> Iterator[Column]:
    """Yield the positions of nodes, all children of one node together, some million at a time."""
    parts = 1 + len(parents) // LEVEL_PART
    for part in range(parts):
        yield np.flatnonzero(parents % np.uint32(parts) == part)


def add_senses(layer: LayerFile, spool: Spool, nodes: Column, ends: Column) -> int:
    """Write the places of each name and give the nodes their names; return how many."""
    places = spool.column("sense_place")
    key = ends.astype(np.uint64) << np.uint64(32) | places
    order = np.argsort(key, kind="stable")
    key = key[order]
    kept = np.ones(len(key), bool)
    kept[1:] = key[1:] != key[:-1]  # a place keeps the first of its spellings
    order, key = order[kept], (key[kept] >> np.uint64(32)).astype(np.uint32)
    layer.add("sense_place", "I", [places[order]])
    del places
    layer.add("sense_text", "I", [spool.column("sense_text")[order]])
    flags = spool.column("sense_flags")[order]
    layer.add("sense_flags", "B", [flags & np.uint8(~SMALL_LETTERS & 0xFF)])
    del order
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    names = np.arange(1, len(begins) + 1, dtype=np.uint32)
    capitals = np.bitwise_and.reduceat(flags, begins) & ACRONYM
    small = np.bitwise_or.reduceat(flags, begins) & SMALL_LETTERS
    names |= np.where(capitals, np.uint32(CAPITALS), np.uint32(0))
    names |= np.where(small, np.uint32(ANY_CASE), np.uint32(0))
    nodes[key[begins]] |= names
    layer.add("senses", "I", [np.append(begins, len(flags)).astype(np.uint32)])
    return len(begins)


def add_edges(layer: LayerFile, edges: tuple[Column, Column, Column]) -> None:
    """Write the table of steps from node to node."""
    parents, follow, _ = edges
    layer.add("edges", "I", table(mixed((parents * MIX_FIRST) ^ follow), edges))


def mixed(value: Column) -> Column:
    """Spread 32-bit values over all their bits, as the matcher does."""
    value = (value ^ (value >> np.uint32(16))) * MIX_FIRST
    value = (value ^ (value >> np.uint32(13))) * MIX_SECOND
    return np.asarray(value ^ (value >> np.uint32(16)))


def table(hashes: Column, fields: tuple[Column, ...]) -> Iterator[Column]:
    """Yield an open addressing table of some fields, the last of which is never 0.

    Sorted by their hash, the records stand where inserting them one by one could put them: each
    at its slot or behind those that were before it. What runs over the end goes to the beginning.
    """
    size = power_of_two(2 * len(hashes) + 2)
    home = (hashes & np.uint32(size - 1)).astype(np.int64)
    order = np.argsort(home, kind="stable")
    rank = np.arange(len(order))
    slot = np.maximum.accumulate(home[order] - rank) + rank
    over = int(np.searchsorted(slot, size))
    order, slot = wrapped(order, slot, over)
    for low in range(0, size, PART):
        some = slice(*np.searchsorted(slot, (low, low + PART)).tolist())
        rows = np.zeros((min(PART, size - low), len(fields)), np.uint32)
        for number, field in enumerate(fields):
            rows[slot[some] - low, number] = field[order[some]]
        yield rows


def wrapped(order: Column, slot: Column, over: int) -> tuple[Column, Column]:
    """Put the records from `over` on into the first free slots."""
    if over == len(slot):
        return order, slot
    wanted, most = len(slot) - over, 4096
    while True:
        taken = slot[: np.searchsorted(slot, most)]
        free = np.setdiff1d(np.arange(most), taken)
        if len(free) >= wanted:
            break
        most *= 2
    slot = np.concatenate([slot[:over], free[:wanted]])
    again = np.argsort(slot, kind="stable")
    return order[again], slot[again]
