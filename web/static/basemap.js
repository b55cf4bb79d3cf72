// The quiet base map: land, lakes, borders; provinces from the zoom where they help.

import {outlines} from "./outlines.js";

const L = window.L;
const PROVINCES_FROM_ZOOM = 5.5;

const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Draw the base map; resolves when countries are there. `onOutlines` is told of new outlines. */
export async function drawBasemap(map, onOutlines) {
  const layers = [];
  const ground = L.canvas({pane: "base", padding: 0.3});
  const lines = L.canvas({pane: "borders", padding: 0.3});
  const draw = (features, renderer, style) => {
    const options = {renderer, pane: renderer.options.pane, interactive: false, style};
    const layer = L.geoJSON({type: "FeatureCollection", features}, options).addTo(map);
    layers.push([layer, style]);
    return layer;
  };
  draw(await outlines("land"), ground, () => ({stroke: false, fillColor: colour("land"), fillOpacity: 1}));
  const countries = await outlines("countries");
  draw(countries, lines, () => ({fill: false, color: colour("border"), weight: 0.9}));
  onOutlines();
  draw(await outlines("lakes"), ground, () => ({
    color: colour("coast"), weight: 0.5, fillColor: colour("sea"), fillOpacity: 1,
  }));
  drawDisputed(draw, lines, await outlines("disputed"));
  drawProvincesInTime(map, draw, lines, onOutlines);
  repaintWithScheme(layers);
}

function drawDisputed(draw, lines, features) {
  const drawn = features.filter((feature) => feature.properties.kind === "line");
  draw(drawn, lines, () => ({fill: false, color: colour("land"), weight: 2}));
  draw(drawn, lines, () => ({fill: false, color: colour("border"), weight: 1, dashArray: "4 3"}));
}

function drawProvincesInTime(map, draw, lines, onOutlines) {
  let layer = null;
  const update = async () => {
    const wanted = map.getZoom() >= PROVINCES_FROM_ZOOM;
    if (wanted && !layer) {
      layer = draw([], lines, () => ({fill: false, color: colour("province"), weight: 0.7}));
      layer.addData({type: "FeatureCollection", features: await outlines("provinces")});
      onOutlines();
    }
    if (layer && wanted !== map.hasLayer(layer)) {
      wanted ? layer.addTo(map) : layer.remove();
    }
  };
  map.on("zoomend", update);
  update();
}

function repaintWithScheme(layers) {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const [layer, style] of layers) {
      layer.setStyle(style);
    }
  });
}
