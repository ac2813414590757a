// On My birds: which birds may be met here and now and are not seen yet, and how to find them.

import { isSeasonOf, occurrence } from "./occurrence.js";
import { remember } from "./where_when.js";

const MOST = 3;
const THERE = ["common", "local"];

/** Bring the section to life; what comes back shows it anew for the labels of the birds seen. */
export function startMissing(section) {
  const here = section.querySelector(".here");
  const words = section.querySelector(".missing-words");
  const { guide, called } = section.dataset;
  let seen = new Set();
  let place;
  let cards;

  function show() {
    if (here && !here.value) return tell(`Choose your ${called} to see which birds are there now.`, []);
    const missing = cards.filter(({ dataset }) => !seen.has(dataset.slug)).slice(0, MOST);
    return tell(missing.length ? "" : nobody(), missing);
  }

  function nobody() {
    const where = here ? `in ${here.selectedOptions[0].text}` : "there";
    return cards.length
      ? `You have seen all the birds on our list that are usually ${where} at this time of year.`
      : `None of the birds on our list is usually ${where} at this time of year.`;
  }

  async function look() {
    place = here?.value ?? "";
    if (here && !place) return show();
    const asked = place;
    try {
      const found = await thereNow(guide, called, asked);
      if (asked !== place) return undefined;
      cards = found;
      return show();
    } catch {
      return tell("We cannot reach the field guide right now. Please try again later.", []);
    }
  }

  function tell(text, some) {
    words.textContent = text;
    section.querySelector(".cards").replaceChildren(...some);
  }

  if (here) {
    remember(here, document.querySelector(".news .status"));
    here.addEventListener("change", look);
  }
  look();
  return (labels) => {
    seen = labels;
    if (cards) show();
  };
}

/** The field guide's cards of the birds that are in a place in this month, in the order to propose them. */
async function thereNow(guide, called, place) {
  const today = new Date();
  const month = today.getMonth() + 1;
  const asked = new URLSearchParams({ ...(called && { [called]: place }), month });
  const answer = await fetch(`${guide}?${asked}`);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const cards = [...page.querySelectorAll("#found [data-slug]")];
  for (const card of cards) standAlone(card, answer.url);
  return inOrder(cards, { place, month }, today.toDateString());
}

/** In a site of files, addresses are relative to their page. */
function standAlone(card, page) {
  for (const name of ["href", "src"]) {
    for (const one of card.querySelectorAll(`[${name}]`)) one[name] = new URL(one.getAttribute(name), page);
  }
}

/**
 * The common before the local, first those that will be gone again, as birdapp/guide/where_and_when.py
 * has it. Among equals nobody knows the likelier ones: each day brings others to the front.
 */
function inOrder(cards, where, day) {
  return cards
    .map((card) => ({ card, rank: rank(card.dataset, where), lot: lot(`${day} ${card.dataset.slug}`) }))
    .filter(({ rank }) => rank >= 0)
    .sort((one, other) => one.rank - other.rank || one.lot - other.lot)
    .map(({ card }) => card);
}

/** Less comes first; less than 0 is not there. */
function rank({ presence, season }, where) {
  const bird = { presence: JSON.parse(presence), season: JSON.parse(season) };
  const place = THERE.indexOf(occurrence(bird, where));
  return place < 0 ? place : 2 * place + (isSeasonOf(bird, where) ? 0 : 1);
}

/** A number that is another tomorrow, and the same when the page is loaded again. */
function lot(text) {
  // FNV-1a, and then its high bits mixed into the low ones, or names that end alike stay together.
  const hash = [...text].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0), 0x01000193), 0x811c9dc5);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
