// The life list's page.

import { read } from "./import_list.js";
import { knownBirds } from "./known_birds.js";
import { all, keep, whenChangedElsewhere } from "./life_list.js";
import { FORMATS } from "./list_formats.js";
import { firstAndLatest, newTo } from "./merged.js";
import { startMissing } from "./missing_birds.js";
import { saveFile } from "./save_file.js";
import { sightingRows } from "./sighting_rows.js";
import { CANNOT_KEEP, canKeep } from "./storage.js";
import { undone } from "./undone.js";

const MOST_FAULTS = 20;
const NEWEST = 5;
const A_PAGE = 50;
/** Letters that must stay free, for the sightings to come. */
const ROOM = "x".repeat(100_000);

const checklist = [...document.querySelectorAll(".checklist li")];
const known = knownBirds(document.querySelector("#birds"), document.querySelector("#region"));
const undo = document.querySelector(".undo");
const showMissing = startMissing(document.querySelector(".missing"));
const showRows = sightingRows(document.querySelector(".sightings"), known, { edit, remove, tell: say });
let list = all();
let shown = NEWEST;
let last;

// So that a sighting bears the same number in each window and each export.
if (list.length) keep(list);
show();
if (!canKeep()) say(CANNOT_KEEP);
whenChangedElsewhere(reload);
addEventListener("pageshow", ({ persisted }) => persisted && reload());
for (const button of document.querySelectorAll("[data-format]")) {
  button.addEventListener("click", () => exportAs(FORMATS[button.dataset.format]));
}
on(".forget", "click", () => {
  if (!change([], "Your list is deleted.", "delete all")) return;
  show();
  undo.focus();
});
on(".undo", "click", () => {
  const next = undone(last.before, last.after, list);
  if (!keep(next)) return say(CANNOT_KEEP);
  list = next;
  undo.hidden = true;
  say("Undone: your list is as it was before.");
  show();
  document.querySelector("#sightings").focus();
});
on(".show-more", "click", () => {
  const next = shown;
  shown += A_PAGE;
  showSightings();
  document.querySelectorAll(".sightings summary")[next]?.focus();
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

function take({ sightings, faults, unlisted, note, refusal }) {
  if (refusal) return say(refusal);
  const whole = newTo(list, sightings);
  const some = fits([...whole.fresh, ...list]) ? whole : newTo(list, firstAndLatest(sightings));
  const counts = [
    `${counted(some.fresh.length, "sighting")} added`,
    whole.repeated && `${whole.repeated} repeated in the file`,
    whole.there && `${whole.there} already there`,
    unlisted && `${unlisted} not on our list`,
  ];
  const told = [
    `${counts.filter(Boolean).join(", ")}.`,
    some !== whole && `This browser has no room for all ${whole.fresh.length} new ones: we keep the first and the latest of each bird.`,
    note,
  ];
  const words = told.filter(Boolean).join(" ");
  if (!some.fresh.length) return say(words, faults);
  if (change([...some.fresh, ...list], words, "import", faults)) show();
}

/** Whether this list can be kept, and a little more after it. */
function fits(next) {
  const isKept = keep(next) && canKeep(ROOM);
  if (!isKept) keep(list);
  return isKept;
}

/** Keep another list in the place of ours, and offer to take that back until something else is changed. */
function change(next, words, what, faults = []) {
  if (!keep(next)) {
    say(CANNOT_KEEP);
    return false;
  }
  last = { before: list, after: next };
  list = next;
  undo.textContent = `Undo ${what}`;
  undo.hidden = false;
  say(words, faults);
  return true;
}

function reload() {
  const next = all();
  if (JSON.stringify(next) === JSON.stringify(list)) return;
  // A row that somebody types in is not pushed off the end.
  shown += Math.min(Math.max(0, next.length - list.length), A_PAGE);
  list = next;
  say("Your list was changed in another window.");
  show();
}

function exportAs({ file, type, write }) {
  const { text, nameless, undated, unplaced } = write(list, known);
  saveFile(text, file, type);
  const left = [
    undated && `${counted(undated, "sighting")} without a date`,
    unplaced && `${counted(unplaced, "sighting")} without a place`,
    nameless && `${counted(nameless, "sighting")} without a bird’s name`,
  ].filter(Boolean);
  say(left.length ? `Saved as ${file}. Left out: ${left.join(" and ")}.` : `Saved as ${file}.`);
}

function show() {
  document.querySelector(".empty").hidden = list.length > 0;
  for (const button of document.querySelectorAll("[data-format], .forget")) button.disabled = !list.length;
  showSightings();
  showSeen();
}

function showSightings() {
  showRows(list.slice(0, shown));
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
  const next = list.map((other) => (isIt(other) ? { ...other, ...values } : other));
  if (!change(next, "Changed.", "change")) return false;
  showSeen();
  return true;
}

function remove(sighting) {
  const { name } = known.bird(sighting);
  if (!change(list.filter(({ id }) => id !== sighting.id), `${name}: removed.`, "remove")) return;
  show();
  undo.focus();
}

function say(words, faults = []) {
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
