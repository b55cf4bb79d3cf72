"""A layer's sections as numpy arrays over its own memory: for those who ask of all places at once.

Never imported on the way to read an article: numpy takes longer to load than that.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from gazetteer.layer import Layer

Column = npt.NDArray[Any]


def column(layer: Layer, name: str) -> Column:
    """Return a section of a layer without copying it."""
    return np.asarray(layer._section(name))


def has_column(layer: Layer, name: str) -> bool:
    """Return whether a layer has a section that not every one has."""
    return name in layer._sections
