// The base map of a page without a server: the tiles that it carries, the nearest coarser one
// where it has none.

const FINEST = 7; // zoom of carried tiles

async function unpacked(base64) {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** A base map of carried tiles: `carried` is "zoom/column/line" -> gzip in base64. */
function carriedMap(carried, rules) {
  const key = ({z, x, y}) => `${z}/${x}/${y}`;
  const source = {getZxy: async (z, x, y) => ({data: await unpacked(carried[key({z, x, y})])})};
  const nearest = (tile) => {
    let {dataTile, origin, scale, dim} = tile;
    while (dataTile.z > 0 && !(key(dataTile) in carried)) {
      const [x, y] = [dataTile.x % 2, dataTile.y % 2];
      origin = {x: origin.x - x * dim, y: origin.y - y * dim};
      dataTile = {z: dataTile.z - 1, x: (dataTile.x - x) / 2, y: (dataTile.y - y) / 2};
      [scale, dim] = [2 * scale, 2 * dim];
    }
    return {dataTile, origin, scale, dim};
  };
  return new VectorMap(
    window.protomapsL, {source, rules, dataZoom: FINEST, attribution: "", nearest});
}
