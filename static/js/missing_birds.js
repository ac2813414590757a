// On My birds: which birds are likely here and now and not seen yet, and how to find them.

import { remember } from "./where_when.js";

const MOST = 3;

/** Bring the section to life; what comes back shows it anew for the labels of the birds seen. */
export function startMissing(section) {
  const here = section.querySelector(".here");
  const words = section.querySelector(".missing-words");
  const { guide, called } = section.dataset;
  let seen = new Set();
  let place;
  let cards = [];

  function show() {
    if (here && !here.value) return tell(`Choose your ${called} to see the likeliest birds.`, []);
    const missing = cards.filter(({ dataset }) => !seen.has(dataset.slug)).slice(0, MOST);
    return tell(missing.length ? "" : "You have seen all the birds on our list that live there.", missing);
  }

  async function look() {
    place = here?.value ?? "";
    if (here && !place) return show();
    const asked = place;
    try {
      const found = await likely(guide, called, asked);
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
    if (cards.length) show();
  };
}

/** The field guide's cards for a place in this month, the likeliest first. */
async function likely(guide, called, place) {
  const asked = new URLSearchParams({ ...(called && { [called]: place }), month: new Date().getMonth() + 1 });
  const answer = await fetch(`${guide}?${asked}`);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelectorAll("#found [data-slug]")];
}
