"""Which places are called what, in every script, found in text at the speed of reading."""

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer, Hit, NamedSense, compile_layer
from gazetteer.layer import ACRONYM, DEMONYM, DERIVED, PRIMARY, Layer
from gazetteer.place import PLACE_TYPES, Place
from gazetteer.spelling import fold
from gazetteer.world import open_world

__all__ = [
    "ACRONYM",
    "DEMONYM",
    "DERIVED",
    "PLACE_TYPES",
    "PRIMARY",
    "Gazetteer",
    "GazetteerError",
    "Hit",
    "Layer",
    "NamedSense",
    "Place",
    "compile_layer",
    "fold",
    "open_world",
]
