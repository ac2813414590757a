// A change is taken back, and what has been changed elsewhere since then stays.

/** `now` as it would be if `before` had not become `after`. */
export function undone(before, after, now) {
  const made = byId(after);
  const current = byId(now);
  const was = byId(before);
  const since = now.filter(({ id }) => !made.has(id) && !was.has(id));
  const back = before
    .filter(({ id }) => !made.has(id) || current.has(id))
    .map((sighting) => (isSame(sighting, made.get(sighting.id)) ? current.get(sighting.id) : sighting));
  return [...since, ...back];
}

function byId(list) {
  return new Map(list.map((sighting) => [sighting.id, sighting]));
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
