// What birds.json says, ready to be looked up.

/** The birds of the list and those outside it by their slugs, as `bySlug`. */
export function readBirds(birds) {
  const all = [...birds.species, ...birds.neighbours];
  return { ...birds, bySlug: new Map(all.map((bird) => [bird.slug, bird])) };
}
