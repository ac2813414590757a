// One sighting of the life list: a line, and what can be changed of it once it is opened.

import { canBe, FIRST_DAY, today } from "./day.js";

const NONE = "None of these";
const NO_NAME = "A sighting needs a name. To take it off your list, press “Remove”.";
const NO_SUCH_DATE = `Please choose a date from ${FIRST_DAY.slice(0, 4)} until today. The date is as it was before.`;

/**
 * A row of the list: its element, and how to `show` another state of its sighting. `edit(sighting,
 * values)` says whether the change is kept; `remove(sighting)` takes it out; `tell` says why not.
 */
export function sightingRow(sighting, known, { edit, remove, tell }) {
  const item = document.querySelector("#sighting").content.cloneNode(true).firstElementChild;
  let now = sighting;
  const change = (values) => {
    const isNew = Object.entries(values).some(([field, value]) => now[field] !== value);
    if (isNew && edit(now, values)) now = { ...now, ...values };
    fill(item, now, known);
  };
  for (const field of ["place", "area"]) {
    const input = item.querySelector(`.${field}`);
    input?.addEventListener("change", () => change({ [field]: input.value.trim() }));
  }
  const country = item.querySelector(".country");
  country.addEventListener("change", () => {
    const land = known.country(country.value);
    change(land === now.country ? {} : { country: land, area: "" });
  });
  const bird = item.querySelector(".bird");
  bird.addEventListener("change", () => {
    const values = birdNamed(bird.value.trim(), known);
    if (!values) tell(NO_NAME);
    change(values ?? {});
  });
  startDate(item.querySelector(".date"), { change, tell });
  item.querySelector(".remove").addEventListener("click", () => remove(now));
  fill(item, now, known);
  return {
    item,
    show(next) {
      if (JSON.stringify(next) === JSON.stringify(now)) return;
      now = next;
      fill(item, now, known, document.activeElement);
    },
  };
}

/** Half a date, or a year that is being typed, is not yet wrong; it is when the field is left. */
function startDate(input, { change, tell }) {
  const isSound = () => !input.validity.badInput && (!input.value || canBe(input.value));
  input.min = FIRST_DAY;
  input.addEventListener("focus", () => { input.max = today(); });
  input.addEventListener("change", () => { if (isSound()) change({ date: input.value }); });
  input.addEventListener("blur", () => {
    if (isSound()) return;
    tell(NO_SUCH_DATE);
    change({});
  });
}

/** The bird of that name, or one that is on no list; undefined for no name. */
function birdNamed(text, known) {
  if (!text) return undefined;
  if (text.toLowerCase() === NONE.toLowerCase()) return { species: "none", name: "" };
  const species = known.labelOf("", text);
  return species ? { species, name: "" } : { species: "other", name: text };
}

/** All but the field that somebody is typing in. */
function fill(item, sighting, known, busy) {
  const name = nameOf(sighting, known);
  const land = known.landOf(sighting);
  const values = { bird: name, ...sighting, country: land.country };
  for (const field of ["bird", "date", "place", "area", "country"]) {
    const input = item.querySelector(`.${field}`);
    if (input && input !== busy) input.value = values[field];
  }
  item.querySelector(".name").textContent = name;
  item.querySelector(".when").textContent = whenAndWhere(sighting, land);
  item.querySelector(".area")?.closest("label").toggleAttribute("hidden", sighting.country !== "");
  item.querySelector(".said").textContent = correction(sighting, known);
  item.querySelector(".remove").setAttribute("aria-label", `Remove ${name}, ${sighting.date}`);
  showPicture(item, sighting);
}

function showPicture(item, { species, thumbnail }) {
  const emblem = document.querySelector(`.checklist [data-slug="${CSS.escape(species)}"] img`);
  const picture = item.querySelector(".thumbnail");
  if (thumbnail || emblem) picture.src = thumbnail || emblem.src;
  else picture.removeAttribute("src");
}

function whenAndWhere({ date, place, country }, land) {
  const where = [place, land.partName, country && land.country];
  return [dayInWords(date), ...where].filter(Boolean).join(" · ");
}

function dayInWords(date) {
  if (!date) return "No date";
  if (!canBe(date)) return `${date} (please check this date)`;
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
  return words.format(new Date(date));
}

function correction({ species, said }, known) {
  if (!said || said === species) return "";
  const name = nameOf({ species: said, name: "" }, known);
  return name === said ? "" : `Your correction: we had said ${name}.`;
}

function nameOf(sighting, known) {
  return sighting.species === "none" && !sighting.name ? NONE : known.bird(sighting).name;
}
