// The field guide's search, answered while you type. The server does the finding, where there is one.

import { all } from "./life_list.js";
import { rememberedPlace } from "./where_when.js";

const form = document.querySelector("form.search");
const found = document.querySelector("#found");
let latest;

addEventListener("pageshow", tickSeen);
if (isUnanswered()) findOnThisPage();
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

/**
 * The address asks for what the form does not say: the page is a file, or the one that is kept.
 * Then the form says it.
 */
function isUnanswered() {
  const asked = [...new URLSearchParams(location.search)];
  const left = asked.filter(([name, value]) => form.elements[name] && form.elements[name].value !== value);
  for (const [name, value] of left) form.elements[name].value = value;
  return "asFiles" in form.dataset ? asked.length > 0 : left.length > 0;
}

async function findOnThisPage() {
  const { findHere } = await import("./find_here.js");
  findHere(form, found);
}

async function find() {
  latest?.abort();
  latest = new AbortController();
  const asked = [...new FormData(form)].filter(([, value]) => value);
  const url = `${form.getAttribute("action")}?${new URLSearchParams(asked)}`;
  if ("asFiles" in form.dataset) {
    await findOnThisPage();
    history.replaceState(null, "", url);
    return;
  }
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
