// The base map of a page without a server: the tiles that it carries, the nearest coarser one
// where it has none.

const TILE = 512; // pixels of a data tile where it is neither enlarged nor shrunk

async function unpacked(base64) {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** A layer that paints carried tiles: `carried` is "zoom/column/line" -> gzip in base64. */
function carriedLayer(map, carried, rules) {
  const source = {getZxy: async (z, x, y) => ({data: await unpacked(carried[`${z}/${x}/${y}`])})};
  const layer = window.protomapsL.leafletLayer({
    url: source, maxDataZoom: 7, attribution: "", paintRules: rules, labelRules: [],
    devicePixelRatio: Math.max(1.5, window.devicePixelRatio),
  });
  const view = layer.views.get("");
  view.getDisplayTile = async ({x, y, z}) => {
    let zoom = Math.max(0, z - 1);
    const at = () => 2 ** (z - zoom);
    const key = () => `${zoom}/${Math.floor(x / at())}/${Math.floor(y / at())}`;
    while (zoom > 0 && !(key() in carried)) {
      zoom -= 1;
    }
    const dataTile = {z: zoom, x: Math.floor(x / at()), y: Math.floor(y / at())};
    const scale = z === 0 ? 0.5 : 2 ** (z - 1 - zoom);
    const side = TILE * scale;
    return {
      data: await view.tileCache.get(dataTile), z, dataTile, scale, dim: side,
      origin: {x: dataTile.x * side, y: dataTile.y * side},
    };
  };
  return layer.addTo(map);
}
