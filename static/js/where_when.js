// Place and month. The place is remembered in this browser; the month is proposed anew each visit.
// A list of birds may ask for neither.

import { CANNOT_KEEP, canKeep, load, store } from "./storage.js";

const KEY = "birds.where";
let chosenByHand = false;

/** Fill the form's place as last time and its month as today's, and remember the place. */
export function startWhere(form) {
  const place = form.querySelector("[data-remember]");
  const { month } = form.elements;
  if (place) remember(place, form.querySelector(".remembered"));
  if (!month) return;
  month.addEventListener("change", () => { chosenByHand = true; });
  proposeMonth(form, "");
}

/** Propose the month of a photo's date (YYYY-MM-DD), and say so; without one, today's month. */
export function proposeMonth(form, date) {
  const { month } = form.elements;
  if (!month || (!date && chosenByHand)) return;
  month.value = date ? Number(date.slice(5, 7)) : new Date().getMonth() + 1;
  if (date) chosenByHand = false;
  const name = month.selectedOptions[0].text;
  const help = form.querySelector(".month-help");
  help.dataset.before ??= help.textContent;
  help.textContent = date
    ? `${name} is from the photo's own date, which stays in this browser. Change it if it is wrong.`
    : help.dataset.before;
}

function remember(place, words) {
  const last = load(KEY)?.place;
  const isThere = [...place.options].some(({ value }) => value === last);
  if (!place.value && isThere) place.value = last;
  if (!canKeep()) words.textContent = CANNOT_KEEP;
  place.addEventListener("change", () => {
    if (!store(KEY, { place: place.value })) words.textContent = CANNOT_KEEP;
  });
}
