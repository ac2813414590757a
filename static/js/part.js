// A part of a photo: where it is on the whole, and what tells it from others. Sizes are fractions.

/** Where `inner`, a part of the part `outer`, is on the whole. */
export function within(outer, inner) {
  if (!outer) return inner;
  return {
    x: outer.x + inner.x * outer.width,
    y: outer.y + inner.y * outer.height,
    width: inner.width * outer.width,
    height: inner.height * outer.height,
  };
}

/** The id of a part, by its corners in per cent: two birds of one photo are two sightings. */
export function partId(id, box) {
  if (!id || !box) return id;
  const corners = [box.x, box.y, box.x + box.width, box.y + box.height];
  return `${id}@${corners.map((share) => Math.round(100 * share)).join("-")}`;
}

/** The id of the photo that a part is of. */
export function wholeId(id) {
  return id.split("@")[0];
}
