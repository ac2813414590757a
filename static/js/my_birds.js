// The life list's page.

import { read } from "./import_list.js";
import { all, forget, keep, toCsv } from "./life_list.js";
import { CANNOT_KEEP, canKeep } from "./storage.js";

const MOST_FAULTS = 20;

const checklist = [...document.querySelectorAll(".checklist li")];
const names = new Map(
  checklist.map((item) => [item.dataset.slug, item.querySelector(".name").textContent]),
);
names.set("none", "None of these");

show();
if (!canKeep()) say(CANNOT_KEEP);
on(".export-csv", "click", () => save(toCsv(all()), "my-birds.csv", "text/csv"));
on(".export-json", "click", () =>
  save(JSON.stringify(all(), null, 1), "my-birds.json", "application/json"),
);
on(".forget", "click", () => {
  if (!confirm("Forget all your birds? This cannot be undone.")) return;
  say(forget() ? "All is forgotten." : CANNOT_KEEP);
  show();
});
on("#import", "change", async ({ target }) => {
  const [file] = target.files;
  target.value = "";
  if (!file) return;
  try {
    take(read(await file.arrayBuffer(), names));
  } catch {
    say("This file cannot be read. It must be CSV with a column “species”, or JSON, that this page has exported.");
  }
});

function take({ sightings, faults }) {
  const mine = all();
  const known = new Set(mine.map(key));
  const fresh = sightings.filter((sighting) => !known.has(key(sighting)));
  const there = sightings.length - fresh.length;
  const added = `${fresh.length} sightings added${there ? `, ${there} were there already` : ""}.`;
  say(keep([...fresh, ...mine]) ? added : CANNOT_KEEP, faults);
  show();
}

function key({ species, date, place }) {
  return JSON.stringify([species, date, place]);
}

function show() {
  const list = all();
  const seen = new Set(list.map(({ species }) => species));
  for (const item of checklist) {
    item.classList.toggle("seen", seen.has(item.dataset.slug));
    item.querySelector(".tick").hidden = !seen.has(item.dataset.slug);
  }
  const count = document.querySelectorAll(".checklist .seen").length;
  document.querySelector(".count").textContent = count;
  document.querySelector(".empty").hidden = list.length > 0;
  for (const button of document.querySelectorAll(".export-csv, .export-json, .forget")) {
    button.disabled = !list.length;
  }
  document.querySelector(".sightings").replaceChildren(...list.map(row));
}

function row(sighting, index) {
  const { content } = document.querySelector("#sighting");
  const item = content.cloneNode(true).firstElementChild;
  const name = names.get(sighting.species) ?? sighting.species;
  item.querySelector(".name").textContent = name;
  if (names.has(sighting.said) && sighting.said !== sighting.species) {
    item.querySelector(".said").textContent = `Your correction: we had said ${names.get(sighting.said)}.`;
  }
  const picture = item.querySelector(".thumbnail");
  if (sighting.thumbnail) picture.src = sighting.thumbnail;
  else picture.src = document.querySelector(`[data-slug="${CSS.escape(sighting.species)}"] img`)?.src ?? "";
  for (const field of ["date", "place"]) {
    const input = item.querySelector(`.${field}`);
    input.value = sighting[field];
    input.addEventListener("change", () => change(index, { [field]: input.value }));
  }
  const button = item.querySelector(".remove");
  button.setAttribute("aria-label", `Remove ${name}, ${sighting.date}`);
  button.addEventListener("click", () => {
    if (!keep(all().filter((_, other) => other !== index))) say(CANNOT_KEEP);
    show();
  });
  return item;
}

function change(index, values) {
  const list = all().map((sighting, other) => (other === index ? { ...sighting, ...values } : sighting));
  if (!keep(list)) say(CANNOT_KEEP);
}

function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function say(words, faults = []) {
  document.querySelector(".status").textContent = words;
  const more = faults.length - MOST_FAULTS;
  const told = [...faults.slice(0, MOST_FAULTS), ...(more > 0 ? [`… and ${more} more rows.`] : [])];
  document.querySelector(".faults").replaceChildren(
    ...told.map((fault) => Object.assign(document.createElement("li"), { textContent: fault })),
  );
}

function on(selector, event, action) {
  document.querySelector(selector).addEventListener(event, action);
}
