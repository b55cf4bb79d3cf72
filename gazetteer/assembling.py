"""From the spooled columns of an import to its layer, by sorting instead of by dictionaries.

Gives what gazetteer.writing gives, for millions of names in a few hundred megabytes.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from gazetteer.codes import (
    ANY_CASE,
    CAPITALS,
    HAS_CHILDREN,
    PAIR_BITS,
    SMALL_BITS,
    SMALL_FIRST,
)
from gazetteer.layer import ACRONYM, COLUMNS
from gazetteer.packing import SMALL_LETTERS, token_key
from gazetteer.spooling import LayerFile, Spool, gathered, in_slices, lengths_to_starts
from gazetteer.writing import PARTICLES, power_of_two

SECTIONS = len(COLUMNS) + 19
# As in gazetteer.kernel, which keeps its own to itself when it is compiled.
MIX_FIRST = np.uint32(0x85EBCA6B)
MIX_SECOND = np.uint32(0xC2B2AE35)
STEP = np.dtype([("token", "<u4"), ("parent", "<u4")])  # the halves of an edge's 64 bits
PART = 1 << 18
LEVEL_PART = 1 << 21

Column = npt.NDArray[Any]


def assemble(spool: Spool, out: IO[bytes], about: dict[str, Any]) -> None:
    """Write the layer of all that was spooled."""
    layer = LayerFile(out, SECTIONS)
    for name, code in COLUMNS.items():
        layer.copy(name, code, spool.path(name))
    add_texts(layer, spool)
    add_shapes(layer, spool)
    layer.add("id_order", "I", [id_order(spool)])
    tokens, first, hashes = add_tokens(layer, spool)
    pairs, ends = grown(spool, tokens, first)
    particles = begins_small(spool, tokens)
    nodes = node_words(pairs, first, ends[particles])
    add_small_filter(layer, spool, hashes[tokens], particles)
    del tokens
    add_pair_filter(layer, pairs, first, hashes)
    del hashes
    add_edges(layer, pairs, first)
    del pairs
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
    starts = lengths_to_starts(spool.column("text_lengths"), np.uint32)
    numbers = spool.column("place_id")
    width = int(lengths.max(initial=1))
    keys = np.zeros((spool.places, width), np.uint8)
    for start in range(0, spool.places, PART):
        some = slice(start, start + PART)
        sizes = lengths[some].astype(np.int64)
        row = np.repeat(np.arange(len(sizes)), sizes)
        across = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        begins = starts[numbers[some]]
        near = spool.part("texts", int(begins.min()), int((begins + sizes).max()))
        keys[some][row, across] = gathered(near, begins - begins.min(), sizes)
    order = np.argsort(keys.view(f"S{width}").ravel(), kind="stable")
    return order.astype(np.uint32)


def add_tokens(layer: LayerFile, spool: Spool) -> tuple[Column, int, Column]:
    """Write the distinct tokens; return each spooled token's number, how many begin names, hashes.

    The hashes are those of the numbers, the first that of none. Tokens that begin names come
    first, from 1, so that each is its own node.
    """
    where, number = distinct_tokens(spool)
    first = np.zeros(len(where), bool)
    steps, starts = spool.mapped("steps"), first_steps(spool)
    for low in range(0, len(starts), PART):
        first[number[steps[starts[low : low + PART]]]] = True
    begin = int(first.sum())
    renumbered = np.where(first, np.cumsum(first), begin + np.cumsum(~first)).astype(np.uint32)
    order = where[np.argsort(renumbered)]  # the spooled tokens in the order of their numbers
    lengths = spool.column("token_length")
    begins = lengths_to_starts(lengths, np.uint32)[:-1]
    layer.add("starts", "I", [lengths_to_starts(lengths[order], np.uint32)])
    units = spool.mapped("token_units")
    layer.add("units", "H", in_slices(len(order), PART, lambda low, high: gathered(
        units, begins[order[low:high]], lengths[order[low:high]]
    )))  # fmt: skip
    hashes = spool.column("token_hash")[order]
    numbers = np.arange(1, len(order) + 1, dtype=np.uint32)
    layer.add("slots", "I", table(hashes, (hashes, numbers)))
    return renumbered[number], begin, np.concatenate([np.zeros(1, np.uint32), hashes])


def distinct_tokens(spool: Spool) -> tuple[Column, Column]:
    """Return where each distinct token is spooled, and which one each spooled token is."""
    keys = spool.column("token_key")
    order = np.argsort(keys).astype(np.uint32)
    keys = keys[order]
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] != keys[:-1]
    number = np.empty(len(keys), np.uint32)
    number[order] = np.cumsum(new, dtype=np.uint32) - np.uint32(1)
    return order[new], number


def first_steps(spool: Spool) -> Column:
    """Return where the tokens of each name begin."""
    return lengths_to_starts(spool.column("sense_tokens"), np.uint32)[:-1]


def grown(spool: Spool, tokens: Column, first: int) -> tuple[Column, Column]:
    """Return the edges as parent and token, and the node at which each name ends.

    The child of an edge is the node `first` + 1 on from its position.
    """
    steps, counts, starts = spool.mapped("steps"), spool.column("sense_tokens"), first_steps(spool)
    ends = first_tokens(steps, starts, tokens)
    edges = [np.empty(0, np.uint64)]
    node = first + 1
    for depth in range(1, int(counts.max(initial=1))):
        for parents in parted(ends, counts > depth):
            follow = tokens[steps[starts[parents] + np.uint32(depth)]]
            pairs = ends[parents].astype(np.uint64) << np.uint64(32) | follow
            distinct, number = np.unique(pairs, return_inverse=True)
            ends[parents] = (node + number).astype(np.uint32)
            edges.append(distinct)
            node += len(distinct)
    return np.concatenate(edges), ends


def first_tokens(steps: Column, starts: Column, tokens: Column) -> Column:
    """Return the number of each name's first token, which is its node."""
    ends = np.empty(len(starts), np.uint32)
    for low in range(0, len(starts), PART):
        ends[low : low + PART] = tokens[steps[starts[low : low + PART]]]
    return ends


def node_words(pairs: Column, first: int, small: Column) -> Column:
    """Return the words of the nodes, yet without their names."""
    words = np.zeros(first + 1 + len(pairs), np.uint32)
    for low in range(0, len(pairs), PART):
        words[pairs.view(STEP)["parent"][low : low + PART]] |= np.uint32(HAS_CHILDREN)
    words[np.unique(small)] |= np.uint32(SMALL_FIRST)
    return words


def begins_small(spool: Spool, tokens: Column) -> Column:
    """Return the positions of the names that begin with "al", "der" and the like."""
    particles = np.array([token_key(word) for word in PARTICLES], np.uint64)
    begin = np.zeros(int(tokens.max(initial=0)) + 1, bool)
    begin[tokens[np.isin(spool.column("token_key"), particles)]] = True
    steps, starts = spool.mapped("steps"), first_steps(spool)
    return np.flatnonzero(begin[first_tokens(steps, starts, tokens)])


def add_small_filter(layer: LayerFile, spool: Spool, hashes: Column, particles: Column) -> None:
    """Write the bits of the tokens that begin names in small letters.

    `hashes` are those of the spooled tokens, `particles` names that begin with "al" and the like.
    """
    small = np.flatnonzero(spool.column("sense_flags") & np.uint8(SMALL_LETTERS))
    steps, starts = spool.mapped("steps"), first_steps(spool)
    bits = np.zeros(SMALL_BITS, bool)
    for names in (small, particles):
        bits[hashes[steps[starts[names]]] & np.uint32(SMALL_BITS - 1)] = True
    layer.add("small", "B", [np.packbits(bits, bitorder="little")])


def add_pair_filter(layer: LayerFile, pairs: Column, first: int, hashes: Column) -> None:
    """Write the bits of the tokens that stand side by side in names."""
    size = power_of_two(max(8, PAIR_BITS * len(pairs)))
    steps = pairs.view(STEP)
    bits = np.empty(len(pairs), np.uint32)
    for low in range(0, len(pairs), PART):
        some = slice(low, low + PART)
        before = steps["parent"][some].copy()
        deep = before > first
        before[deep] = steps["token"][before[deep] - np.uint32(first + 1)]
        bits[some] = mixed((hashes[before] * MIX_FIRST) ^ hashes[steps["token"][some]])
    bits &= np.uint32(size - 1)
    bits.sort()
    layer.add("pairs", "B", in_slices(size, PART, partial(filter_part, bits)))


def filter_part(bits: Column, low: int, high: int) -> Column:
    """Return the bytes of a part of a filter whose set bits are given in order."""
    part = np.zeros(high - low, bool)
    some = slice(*np.searchsorted(bits, np.array((low, high), np.uint32)).tolist())
    part[bits[some] - np.uint32(low)] = True
    return np.packbits(part, bitorder="little")


def parted(ends: Column, going: Column) -> Iterator[Column]:
    """Yield the names that go on, those at one node together, some million at a time.

    The nodes count as they are at first: a name that the caller moves on comes once.
    """
    parts = 1 + np.count_nonzero(going) // LEVEL_PART
    part_of = (ends % np.uint32(parts)).astype(np.uint16)
    for part in range(parts):
        yield np.flatnonzero(going & (part_of == part))


def add_senses(layer: LayerFile, spool: Spool, nodes: Column, ends: Column) -> int:
    """Write the places of each name and give the nodes their names; return how many."""
    places, flags = spool.column("sense_place"), spool.column("sense_flags")
    orders, begins, names, count = [], [np.empty(0, np.uint32)], 0, 0
    for some in parted(ends, np.ones(len(ends), bool)):
        order, node = ordered_senses(some, ends, places)
        begin = np.flatnonzero(np.diff(node, prepend=np.uint32(0)))
        name = np.arange(names + 1, names + len(begin) + 1, dtype=np.uint32)
        nodes[node[begin]] |= name | case_bits(flags[order], begin)
        begins.append((begin + count).astype(np.uint32))
        orders.append(order.astype(np.uint32))
        names, count = names + len(begin), count + len(order)
    del ends
    order = np.concatenate(orders)
    del orders
    layer.add("senses", "I", [*begins, np.array([count], np.uint32)])
    layer.add("sense_place", "I", [places[order]])
    del places
    layer.add("sense_flags", "B", [flags[order] & np.uint8(~SMALL_LETTERS & 0xFF)])
    layer.add("sense_text", "I", [spool.column("sense_text")[order]])
    return names


def ordered_senses(some: Column, ends: Column, places: Column) -> tuple[Column, Column]:
    """Return some names by their node and place, and the node of each.

    A place keeps the first of its spellings.
    """
    key = ends[some].astype(np.uint64) << np.uint64(32) | places[some]
    order = np.argsort(key, kind="stable")
    key = key[order]
    kept = np.ones(len(key), bool)
    kept[1:] = key[1:] != key[:-1]
    return some[order[kept]], (key[kept] >> np.uint64(32)).astype(np.uint32)


def case_bits(flags: Column, begins: Column) -> Column:
    """Return in which cases each name means any of its places; its flags begin where told."""
    if not len(begins):
        return np.empty(0, np.uint32)
    capitals = np.bitwise_and.reduceat(flags, begins) & ACRONYM
    small = np.bitwise_or.reduceat(flags, begins) & SMALL_LETTERS
    bits = np.where(capitals, np.uint32(CAPITALS), np.uint32(0))
    return np.asarray(bits | np.where(small, np.uint32(ANY_CASE), np.uint32(0)))


def add_edges(layer: LayerFile, pairs: Column, first: int) -> None:
    """Write the table of steps from node to node."""
    steps = pairs.view(STEP)
    children = np.arange(first + 1, first + 1 + len(pairs), dtype=np.uint32)
    hashes = mixed((steps["parent"] * MIX_FIRST) ^ steps["token"])
    layer.add("edges", "I", table(hashes, (steps["parent"], steps["token"], children)))


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
    home = hashes & np.uint32(size - 1)
    order = np.argsort(home, kind="stable").astype(np.uint32)
    slot = home[order].astype(np.int64)
    del home
    rank = np.arange(len(order))
    slot -= rank
    np.maximum.accumulate(slot, out=slot)
    slot += rank
    del rank
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
