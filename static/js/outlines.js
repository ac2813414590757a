// Which places a point may lie in, by the outlines of the bird folder (GeoJSON).

const KM_A_DEGREE = 111.2;
let loading = null;

/** The outlines; asked for once, and again only after a failure. */
export function loadOutlines(address) {
  loading ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

/**
 * How far from a border a point is still said to be of either side, in km: what the outlines say of
 * themselves, and what the point's own accuracy (in metres) adds.
 */
export function reachKm(outlines, { accuracy = 0 }) {
  return outlines.near_km + accuracy / 1000;
}

/** The codes of the places that a point lies in or within reach of, the likeliest first. */
export function placesAround(outlines, point) {
  const reach = reachKm(outlines, point);
  return outlines.features
    .map(({ properties, geometry }) => [distanceKm(geometry, point), properties.place])
    .filter(([distance]) => distance <= reach)
    .sort(([one], [other]) => one - other)
    .map(([, place]) => place);
}

/** How far a point lies from a Polygon or MultiPolygon; 0 inside. */
function distanceKm({ type, coordinates }, point) {
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  if (polygons.some((rings) => isInside(rings, point))) return 0;
  return Math.min(...polygons.flat().map((ring) => distanceToRingKm(ring, point)));
}

function isInside(rings, { latitude, longitude }) {
  let inside = false;
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at += 1) {
      const [[x1, y1], [x2, y2]] = [ring[at - 1], ring[at]];
      const crosses = y1 > latitude !== y2 > latitude;
      if (crosses && longitude < x1 + ((x2 - x1) * (latitude - y1)) / (y2 - y1)) inside = !inside;
    }
  }
  return inside;
}

/** On a map that is flat around the point, which is right for the distances that matter here. */
function distanceToRingKm(ring, { latitude, longitude }) {
  const narrow = Math.cos((latitude * Math.PI) / 180);
  let least = Infinity;
  for (let at = 1; at < ring.length; at += 1) {
    const x = (ring[at - 1][0] - longitude) * narrow;
    const y = ring[at - 1][1] - latitude;
    const dx = (ring[at][0] - ring[at - 1][0]) * narrow;
    const dy = ring[at][1] - ring[at - 1][1];
    const share = Math.min(1, Math.max(0, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x + share * dx, y + share * dy));
  }
  return least * KM_A_DEGREE;
}
