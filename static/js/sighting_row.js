// One sighting of the life list: its picture, and what can be changed of it.

const NONE = "None of these";

/**
 * A row of the list. `edit(sighting, values)` says whether the change is kept; `remove(sighting)`
 * takes it out.
 */
export function sightingRow(sighting, known, { edit, remove }) {
  const item = document.querySelector("#sighting").content.cloneNode(true).firstElementChild;
  let now = sighting;
  const change = (values) => {
    if (edit(now, values)) now = { ...now, ...values };
    fill(item, now, known);
  };
  fill(item, now, known);
  for (const field of ["date", "place", "area"]) {
    const input = item.querySelector(`.${field}`);
    input?.addEventListener("change", () => change({ [field]: input.value.trim() }));
  }
  const bird = item.querySelector(".bird");
  bird.addEventListener("change", () => change(birdNamed(bird.value.trim(), known) ?? {}));
  item.querySelector(".remove").addEventListener("click", () => remove(now));
  return item;
}

/** The bird of that name, or one that is on no list; undefined for no name. */
function birdNamed(text, known) {
  if (!text) return undefined;
  if (text.toLowerCase() === NONE.toLowerCase()) return { species: "none", name: "" };
  const species = known.labelOf(text, text);
  return species ? { species, name: "" } : { species: "other", name: text };
}

function fill(item, sighting, known) {
  const name = nameOf(sighting, known);
  item.querySelector(".name").textContent = name;
  item.querySelector(".bird").value = name;
  for (const field of ["date", "place", "area"]) {
    const input = item.querySelector(`.${field}`);
    if (input) input.value = sighting[field];
  }
  item.querySelector(".said").textContent = correction(sighting, known);
  item.querySelector(".remove").setAttribute("aria-label", `Remove ${name}, ${sighting.date}`);
  const emblem = document.querySelector(`.checklist [data-slug="${CSS.escape(sighting.species)}"] img`);
  item.querySelector(".thumbnail").src = sighting.thumbnail || (emblem?.src ?? "");
}

function correction({ species, said }, known) {
  if (!said || said === species) return "";
  const name = nameOf({ species: said, name: "" }, known);
  return name === said ? "" : `Your correction: we had said ${name}.`;
}

function nameOf(sighting, known) {
  return sighting.species === "none" && !sighting.name ? NONE : known.bird(sighting).name;
}
