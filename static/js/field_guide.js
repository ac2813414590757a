// The field guide's search, answered while you type. The server does the finding.

import { all } from "./life_list.js";
import { rememberedPlace } from "./where_when.js";

const form = document.querySelector("form.search");
const found = document.querySelector("#found");
let latest;

addEventListener("pageshow", tickSeen);
form.addEventListener("input", find);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  find();
});
form.querySelector(".likely-now")?.addEventListener("click", () => {
  const { month } = form.elements;
  const place = form.querySelector("[data-place]");
  if (month) month.value = new Date().getMonth() + 1;
  if (place && !place.value) place.value = rememberedPlace();
  // Without a place there is no telling: ask for it.
  if (place && !place.value) place.focus();
  find();
});

/** Tick the birds that are in My birds. */
function tickSeen() {
  const seen = new Set(all().map(({ species }) => species));
  for (const card of found.querySelectorAll("[data-slug]")) {
    card.querySelector(".tick").hidden = !seen.has(card.dataset.slug);
  }
}

async function find() {
  latest?.abort();
  latest = new AbortController();
  const asked = [...new FormData(form)].filter(([, value]) => value);
  const url = `${form.getAttribute("action")}?${new URLSearchParams(asked)}`;
  try {
    const answer = await fetch(url, { signal: latest.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.replaceChildren(...page.querySelector("#found").childNodes);
    tickSeen();
    history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
}
