// Geometry in degrees, for labels and for "which country is this point in".

const STEPS = 18;

export const polygonsOf = ({type, coordinates}) =>
  type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [];

/** The point of a coarse grid that lies farthest from the edge of the largest part. */
export function visualCentre(geometry) {
  const largest = polygonsOf(geometry).map((polygon) => ({polygon, box: boxOf(polygon[0])}))
    .sort((one, other) => areaOf(other.box) - areaOf(one.box))[0];
  if (!largest) {
    return null;
  }
  const {polygon, box: [west, south, east, north]} = largest;
  const shrink = Math.cos(((south + north) / 2) * Math.PI / 180);
  let best = [(west + east) / 2, (south + north) / 2];
  let farthest = 0;
  for (let row = 1; row < STEPS; row += 1) {
    for (let column = 1; column < STEPS; column += 1) {
      const point = [
        west + (east - west) * column / STEPS, south + (north - south) * row / STEPS,
      ];
      const distance = inside(point, polygon) ? edgeDistance(point, polygon[0], shrink) : 0;
      if (distance > farthest) {
        [best, farthest] = [point, distance];
      }
    }
  }
  return best;
}

function boxOf(ring) {
  const box = [180, 90, -180, -90];
  for (const [longitude, latitude] of ring) {
    box[0] = Math.min(box[0], longitude);
    box[1] = Math.min(box[1], latitude);
    box[2] = Math.max(box[2], longitude);
    box[3] = Math.max(box[3], latitude);
  }
  return box;
}

const areaOf = ([west, south, east, north]) => (east - west) * (north - south);

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

function edgeDistance([x, y], ring, shrink) {
  let nearest = Infinity;
  for (let i = 1; i < ring.length; i += 1) {
    const ax = (ring[i - 1][0] - x) * shrink;
    const ay = ring[i - 1][1] - y;
    const dx = (ring[i][0] - ring[i - 1][0]) * shrink;
    const dy = ring[i][1] - ring[i - 1][1];
    const length = dx * dx + dy * dy;
    const along = length ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length)) : 0;
    nearest = Math.min(nearest, (ax + along * dx) ** 2 + (ay + along * dy) ** 2);
  }
  return nearest;
}
