"""The page: Folium is its shell, our own layers are Folium elements. The only Folium there is."""

import json
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Literal

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import CustomPane
from folium.template import Template
from jinja2 import Template as Markup

from web.assets import LEAFLET, STATIC, version, versioned
from web.messages import ENGLISH, direction, told, translated
from web.modules import modules_of

View = Literal["whole", "embedded"]

SCRIPT = STATIC / "page.js"
FIRST = STATIC / "first.js"
LIBRARY = f"{LEAFLET}/leaflet.js"
NONCE = "the-nonce-of-an-answer"  # stands in a kept page for what each answer has its own of
TEMPLATES = Path(__file__).parent / "templates"
ATTRIBUTION = (
    'Places: <a href="https://www.geonames.org/" rel="noopener noreferrer">GeoNames</a> '
    '(<a href="https://creativecommons.org/licenses/by/4.0/" rel="noopener noreferrer">'
    "CC\u00a0BY\u00a04.0</a>)"
)

# From below: each pane's name, its height among Leaflet's own, and whether it can be clicked.
PANES = (
    ("base", 210, False),
    ("areas", 320, False),
    ("borders", 330, False),
    ("circles", 440, True),
    ("labels", 460, False),
    ("picking", 640, False),
)


class PageFigure(Figure):
    """Folium's outermost element with our document around it: language, doctype, nonces."""

    _template = Template(
        """<!DOCTYPE html>
<html lang="{{ kwargs.language }}" dir="{{ kwargs.direction }}">
<head>
{{ this.header.render(**kwargs) }}
</head>
<body data-view="{{ kwargs.view }}">
<main>
<h1 class="unseen">{{ kwargs.say("Named in the news") }}</h1>
{{ this.html.render(**kwargs) }}
</main>
<script type="application/json" id="messages" nonce="{{ kwargs.nonce }}">{{ kwargs.told }}</script>
<script type="module" nonce="{{ kwargs.nonce }}">
{{ this.script.render(**kwargs) }}
</script>
</body>
</html>
"""
    )


class PageMap(folium.Map):
    """Folium's map with Leaflet from our own files and nothing from anybody else's.

    Folium adds to `default_js` as a class-level list, so this class has its own; and its header
    would forbid readers to magnify the page, so this one replaces it. No script is run before the
    page is painted; the one that asks what is in view is the first.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  # as Folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{ kwargs.say("Named in the news") }} - geomap</title>
        <link rel="stylesheet" href="{{ kwargs.file('whole.css') }}">
        <link rel="icon" type="image/svg+xml" href="{{ kwargs.file('icon.svg') }}">
        <link rel="preload" as="script" href="{{ kwargs.file(this.library) }}">
        {% for name in this.modules %}
        <link rel="modulepreload" href="{{ kwargs.file(name) }}">
        {% endfor %}
        <script type="module" src="{{ kwargs.file(this.first) }}"></script>
        <script defer src="{{ kwargs.file(this.library) }}"></script>
        {% endmacro %}
        {% macro html(this, kwargs) %}
        {{ kwargs.bar }}
        <div class="folium-map" id="{{ this.get_name() }}" role="region" dir="ltr"
            aria-label="{{ kwargs.say('Map of the places; the list has them too') }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
            center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}
        });
        window.{{ this.get_name() }} = {{ this.get_name() }};
        {% endmacro %}
        """
    )

    library = LIBRARY
    first = FIRST.name
    modules = tuple(dict.fromkeys((*modules_of(FIRST), *modules_of(SCRIPT))))  # in this order


class Scale(MacroElement):
    """Kilometres and miles, and the attribution line without a flag."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        L.control.zoom({
            position: "topleft", zoomInTitle: {{ kwargs.say("Zoom in")|tojson }},
            zoomOutTitle: {{ kwargs.say("Zoom out")|tojson }},
        }).addTo({{ this._parent.get_name() }});
        L.control.attribution({position: "bottomright", prefix: "Leaflet"})
            .addAttribution({{ this.attribution|tojson }})
            .addTo({{ this._parent.get_name() }});
        L.control.scale({position: "bottomright"}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, attribution: str) -> None:
        super().__init__()
        self._name = "Scale"
        self.attribution = attribution


class Panel(MacroElement):
    """The list, the excerpts and the form beside the map, empty until the page's script runs."""

    _template = Template("{% macro html(this, kwargs) %}{{ kwargs.panel }}{% endmacro %}")

    def __init__(self) -> None:
        super().__init__()
        self._name = "Panel"


class Articles(MacroElement):
    """The layers that ask the server for what is in view. No article passes through Folium."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        import({{ kwargs.file("page.js")|tojson }})
            .then(({start}) => start({{ this._parent.get_name() }}));
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()
        self._name = "Articles"


@cache
def markup(name: str, language: str) -> str:
    """Return a fixed part of the page in a language."""
    template = Markup((TEMPLATES / f"{name}.html").read_text("utf-8"), autoescape=True)
    rendered: str = template.render(_=partial(translated, language))
    return rendered


@cache
def spoken(language: str) -> dict[str, object]:
    """Return all of the page that differs from language to language."""
    return {
        "language": language,
        "direction": direction(language),
        "say": partial(translated, language),
        "told": json.dumps(told(language), ensure_ascii=False).replace("<", "\\u003c"),
        "bar": markup("bar", language),
        "panel": markup("panel", language),
    }


def build_map() -> PageMap:
    """Return the map with its panes and controls; its identifier is the same on every page."""
    world = PageMap(
        location=[30, 35], tiles=None, zoom_start=3, zoom_control=False,
        attribution_control=False, zoom_snap=0.25, zoom_delta=1, wheel_px_per_zoom_level=90,
        max_bounds_viscosity=0.8, fade_animation=False,
    )  # fmt: skip
    # Folium's own arguments of these names go to its tiles, and there are none.
    world.options |= {"min_zoom": 2, "max_zoom": 14, "max_bounds": [[-85, -220], [85, 220]]}
    world._id = "page"
    for name, height, clickable in PANES:
        pane = CustomPane(name, z_index=height, pointer_events=clickable)
        pane._id = name
        world.add_child(pane)
    world.add_child(Scale(ATTRIBUTION))
    world.add_child(Panel())
    world.add_child(Articles())
    return world


def page(*, nonce: str, language: str = ENGLISH, view: View = "whole") -> str:
    """Return the HTML of the page, or of the slim one for a frame.

    `nonce` is all that differs between two in one language.
    """
    return kept_page(language, view, version()).replace(NONCE, nonce)


@lru_cache(maxsize=16)
def kept_page(language: str, view: View, _version: str) -> str:
    """Return a page as Folium renders it, which takes some milliseconds."""
    figure = PageFigure()
    figure.header.add_child(Element('<meta charset="utf-8">'), name="meta_http")
    figure.add_child(build_map())
    rendered: str = figure.render(nonce=NONCE, view=view, file=versioned, **spoken(language))
    return rendered
