// How the base map is painted: our own tiles, and those of the Protomaps schema (OpenStreetMap).

const NAMES = [
  "sea", "land", "coast", "border", "province", "river", "disputed", "street", "street-edge",
  "built", "green", "rail",
];

/** The colours of the page as it is now, light or dark. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** A width that grows with the zoom: pairs of zoom and pixels, straight between them. */
const by = (...stops) => (zoom) => {
  const next = stops.findIndex(([at]) => zoom < at);
  if (next < 1) {
    return stops[next < 0 ? stops.length - 1 : 0][1];
  }
  const [[z1, w1], [z2, w2]] = [stops[next - 1], stops[next]];
  return w1 + (w2 - w1) * (zoom - z1) / (z2 - z1);
};

const kindIs = (...kinds) => (_zoom, feature) => kinds.includes(feature.props.kind);

/** Paint rules for our own archive: land, lakes, rivers and borders. */
export function worldRules(p, c) {
  const {PolygonSymbolizer: Area, LineSymbolizer: Line} = p;
  const border = {dataLayer: "borders"};
  return [
    {dataLayer: "land", symbolizer: new Area({fill: c.land, stroke: c.coast, width: by([3, 0.5], [8, 0.9])})},
    {dataLayer: "rivers", minzoom: 4, symbolizer: new Line({
      color: c.river, width: by([4, 0.5], [7, 1.1], [12, 2.4]), lineJoin: "round", lineCap: "round",
    })},
    {dataLayer: "lakes", symbolizer: new Area({fill: c.sea, stroke: c.coast, width: by([3, 0.3], [8, 0.8])})},
    {...border, minzoom: 5, filter: kindIs("province"), symbolizer: new Line({
      color: c.province, width: by([5, 0.5], [8, 1]), lineJoin: "round",
    })},
    {...border, filter: kindIs("country"), symbolizer: new Line({
      color: c.border, width: by([2, 0.5], [5, 0.9], [9, 1.4]), lineJoin: "round",
    })},
    {...border, filter: kindIs("disputed"), symbolizer: new Line({
      color: c.disputed, width: by([2, 0.6], [5, 1], [9, 1.5]), dash: [4, 3],
    })},
  ];
}

const GREENS = ["park", "forest", "wood", "national_park", "nature_reserve", "cemetery", "grass"];
const BUILT = ["residential", "industrial", "commercial", "hospital", "school", "university", "aerodrome"];

/** Paint rules for any extract of the Protomaps basemap, versions 3 and 4. */
export function streetRules(p, c) {
  const {PolygonSymbolizer: Area, LineSymbolizer: Line} = p;
  const isArea = (feature) => feature.geomType === 3;
  const line = (color, width, more = {}) =>
    new Line({color, width, lineJoin: "round", lineCap: "round", ...more});
  const country = (f) => (f.props.kind === "country" || f.props.kind_detail === 2);
  const road = (kind, minzoom, width) => [
    {dataLayer: "roads", minzoom: Math.max(minzoom, 11), filter: kindIs(kind),
      symbolizer: line(c["street-edge"], (zoom) => width(zoom) + 1.4)},
    {dataLayer: "roads", minzoom, filter: kindIs(kind),
      symbolizer: line(c.street, width)},
  ];
  const roads = [
    ["path", 15, by([15, 0.6], [18, 2])], ["other", 14, by([14, 0.5], [18, 4])],
    ["minor_road", 12, by([12, 0.4], [14, 1.6], [18, 9])],
    ["medium_road", 10, by([10, 0.5], [14, 2.4], [18, 11])],
    ["major_road", 8, by([8, 0.5], [12, 1.6], [18, 13])],
    ["highway", 5, by([5, 0.6], [12, 2.2], [18, 15])],
  ].map((given) => road(...given));
  return [
    {dataLayer: "earth", filter: (_z, f) => isArea(f), symbolizer: new Area({fill: c.land})},
    {dataLayer: "landuse", filter: kindIs(...GREENS), symbolizer: new Area({fill: c.green})},
    {dataLayer: "landuse", minzoom: 9, filter: kindIs(...BUILT), symbolizer: new Area({fill: c.built})},
    {dataLayer: "water", filter: (_z, f) => isArea(f), symbolizer: new Area({fill: c.sea})},
    {dataLayer: "water", minzoom: 7, filter: (_z, f) => !isArea(f),
      symbolizer: line(c.river, by([7, 0.6], [14, 2]))},
    {dataLayer: "buildings", minzoom: 14, symbolizer: new Area({fill: c["street-edge"], opacity: 0.55})},
    ...roads.map(([edge]) => edge), ...roads.map(([, street]) => street),
    {dataLayer: "roads", minzoom: 9, filter: kindIs("rail"), symbolizer: line(c.rail, by([9, 0.5], [16, 1.6]))},
    {dataLayer: "boundaries", filter: (_z, f) => !country(f) && !f.props.disputed,
      symbolizer: line(c.province, 0.8)},
    {dataLayer: "boundaries", filter: (_z, f) => country(f) && !f.props.disputed,
      symbolizer: line(c.border, 1.2)},
    {dataLayer: "boundaries", filter: (_z, f) => Boolean(f.props.disputed),
      symbolizer: new Line({color: c.disputed, width: 1.2, dash: [4, 3]})},
  ];
}
