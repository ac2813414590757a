// Place and month. The place is remembered in this browser; the month is proposed anew each visit.
// A list of birds may ask for neither.

import { CANNOT_KEEP, canKeep, load, store } from "./storage.js";

const KEY = "birds.where";
let chosenByHand = false;

/** The code of the place that was chosen last; "" if none was. */
export function rememberedPlace() {
  return String(load(KEY)?.place ?? "");
}

/**
 * Fill the form's place as last time and its month as today's, unless the page has one or is an
 * answer, and remember the place. A line says both. `date` is that of the photo that is answered.
 */
export function startWhere(form, date = "") {
  const place = placeOf(form);
  const { month } = form.elements;
  if (place) remember(place, document.querySelector(".where .remembered"));
  month?.addEventListener("change", () => { chosenByHand = true; });
  if (date && Number(month?.value) === monthOf(date)) sayMonth(form, date);
  else if (!document.querySelector(".verdict")) proposeMonth(form, "");
  for (const field of [place, month]) field?.addEventListener("change", () => sayBoth(form));
  sayBoth(form);
}

/** Propose the month of a photo's date (YYYY-MM-DD), and say so; without one, today's month. */
export function proposeMonth(form, date) {
  const { month } = form.elements;
  if (!month || (!date && chosenByHand)) return;
  month.value = date ? monthOf(date) : new Date().getMonth() + 1;
  if (date) chosenByHand = false;
  sayMonth(form, date);
}

function monthOf(date) {
  return Number(date.slice(5, 7));
}

/** Where the month comes from: from the photo, if that has a date. */
function sayMonth(form, date) {
  const name = form.elements.month.selectedOptions[0].text;
  const help = document.querySelector(".where .month-help");
  help.dataset.before ??= help.textContent;
  help.textContent = date
    ? `${name} comes from the date stored in the photo, which stays in this browser. Change it if it is wrong.`
    : help.dataset.before;
  sayBoth(form);
}

function placeOf(form) {
  return [...form.elements].find(({ dataset }) => "remember" in dataset);
}

/** The line that opens the fields; a month alone says nothing where there are places. */
function sayBoth(form) {
  const place = placeOf(form);
  const line = document.querySelector(".where-line");
  if (!line) return;
  const said = [place, form.elements.month].filter((field) => field?.value);
  const [first, ...more] = said.map((field) => field.selectedOptions[0].text);
  const isSaid = first && place?.value !== "";
  const start = Object.assign(document.createElement("span"), { textContent: first });
  line.replaceChildren(...(isSaid ? [start, ["", ...more].join(", ")] : [line.dataset.ask]));
  document.querySelector(".where .change").hidden = !isSaid;
}

/** Fill a choice of places as last time, and remember what is chosen; `words` say if that fails. */
export function remember(place, words) {
  const last = rememberedPlace();
  const isThere = [...place.options].some(({ value }) => value === last);
  if (!place.value && isThere) place.value = last;
  if (!canKeep()) words.textContent = CANNOT_KEEP;
  place.addEventListener("change", () => {
    if (!store(KEY, { place: place.value })) words.textContent = CANNOT_KEEP;
  });
}
