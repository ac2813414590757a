// The life list's page.

import { read } from "./import_list.js";
import { knownBirds } from "./known_birds.js";
import { all, clean, keep, toCsv, whenChangedElsewhere } from "./life_list.js";
import { FORMATS } from "./list_formats.js";
import { startMissing } from "./missing_birds.js";
import { sightingRow } from "./sighting_row.js";
import { CANNOT_KEEP, canKeep } from "./storage.js";

const MOST_FAULTS = 20;
const A_PAGE = 50;

const checklist = [...document.querySelectorAll(".checklist li")];
const known = knownBirds(document.querySelector("#birds"), document.querySelector("#region"));
const undo = document.querySelector(".undo");
const showMissing = startMissing(document.querySelector(".missing"));
let list = all();
let shown = A_PAGE;
let before;

show();
if (!canKeep()) say(CANNOT_KEEP);
whenChangedElsewhere(reload);
addEventListener("pageshow", ({ persisted }) => persisted && reload());
on(".export-csv", "click", () => save(toCsv(list), "my-birds.csv", "text/csv"));
on(".export-json", "click", () =>
  save(JSON.stringify(list, null, 1), "my-birds.json", "application/json"),
);
for (const button of document.querySelectorAll("[data-format]")) {
  button.addEventListener("click", () => exportFor(FORMATS[button.dataset.format]));
}
on(".forget", "click", () => {
  if (!change([], "Your list is deleted.")) return;
  show();
  undo.focus();
});
on(".undo", "click", () => {
  if (!keep(before)) return say(CANNOT_KEEP, [], true);
  list = before;
  say("Undone: your list is as it was before.");
  show();
  document.querySelector("#sightings").focus();
});
on(".show-more", "click", () => {
  const next = shown;
  shown += A_PAGE;
  showSightings();
  document.querySelectorAll(".sightings .bird")[next]?.focus();
});
on("#import", "change", async ({ target }) => {
  const [file] = target.files;
  target.value = "";
  if (!file) return;
  try {
    take(read(await file.arrayBuffer(), known));
  } catch {
    say("We cannot read this file. Choose a CSV file with a column of birds, a JSON file from this page, or eBird’s download.");
  }
});

function take({ sightings, faults, unlisted }) {
  const there = new Set(list.map(key));
  const ids = new Set(list.map(({ id }) => id));
  const fresh = [];
  for (const sighting of sightings) {
    if (there.has(key(sighting))) continue;
    there.add(key(sighting));
    fresh.push(ids.has(sighting.id) ? clean({ ...sighting, id: "" }) : sighting);
  }
  const words = [
    `${counted(fresh.length, "sighting")} added`,
    `${sightings.length - fresh.length} already there`,
    `${unlisted} not on our list`,
  ];
  const told = `${words.filter((some) => !some.startsWith("0 ") || some === words[0]).join(", ")}.`;
  if (!fresh.length) return say(told, faults);
  if (change([...fresh, ...list], told, faults)) show();
}

function key({ species, name, date, place }) {
  return JSON.stringify([species, species === "other" ? name : "", date, place]);
}

/** Keep another list in the place of ours, and offer to take that back. */
function change(next, words, faults = []) {
  if (!keep(next)) {
    say(CANNOT_KEEP);
    return false;
  }
  before = list;
  list = next;
  say(words, faults, true);
  return true;
}

function reload() {
  list = all();
  say("");
  show();
}

function exportFor({ file, write }) {
  // So that a sighting bears the same number in each export.
  keep(list);
  const { text, nameless, undated } = write(list, known);
  save(text, file, "text/csv");
  const left = [
    undated && `${counted(undated, "sighting")} without a date`,
    nameless && `${counted(nameless, "sighting")} without a bird’s name`,
  ].filter(Boolean);
  say(left.length ? `Saved as ${file}. Left out: ${left.join(" and ")}.` : `Saved as ${file}.`);
}

function show() {
  document.querySelector(".empty").hidden = list.length > 0;
  for (const button of document.querySelectorAll("[class^=export], [data-format], .forget")) {
    button.disabled = !list.length;
  }
  showSightings();
  showSeen();
}

function showSightings() {
  const rows = list.slice(0, shown).map((sighting) => sightingRow(sighting, known, { edit, remove }));
  document.querySelector(".sightings").replaceChildren(...rows);
  document.querySelector(".show-more").hidden = list.length <= shown;
}

function showSeen() {
  const seen = new Set(list.map(({ species }) => species));
  for (const item of checklist) {
    item.classList.toggle("seen", seen.has(item.dataset.slug));
    item.querySelector(".tick").hidden = !seen.has(item.dataset.slug);
  }
  document.querySelector(".count").textContent = document.querySelectorAll(".checklist .seen").length;
  showMissing(seen);
}

/** The row stays where it is, with the focus in it. */
function edit(sighting, values) {
  const isIt = ({ id }) => id === sighting.id;
  if (!change(list.map((other) => (isIt(other) ? { ...other, ...values } : other)), "Changed.")) return false;
  showSeen();
  return true;
}

function remove(sighting) {
  const { name } = known.bird(sighting);
  if (!change(list.filter(({ id }) => id !== sighting.id), `${name}: removed.`)) return;
  show();
  undo.focus();
}

function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function say(words, faults = [], canUndo = false) {
  undo.hidden = !canUndo;
  document.querySelector(".status").textContent = words;
  const more = faults.length - MOST_FAULTS;
  const told = [...faults.slice(0, MOST_FAULTS), ...(more > 0 ? [`… and ${more} more rows.`] : [])];
  document.querySelector(".faults").replaceChildren(
    ...told.map((fault) => Object.assign(document.createElement("li"), { textContent: fault })),
  );
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function on(selector, event, action) {
  document.querySelector(selector).addEventListener(event, action);
}
