// Geometry in degrees, for "which country is this point in".

export const polygonsOf = ({type, coordinates}) =>
  type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [];

/** Whether a point lies in a polygon and in none of its holes. */
export function inside(point, [outer, ...holes]) {
  return inRing(point, outer) && !holes.some((hole) => inRing(point, hole));
}

function inRing([x, y], ring) {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) {
      within = !within;
    }
  }
  return within;
}
