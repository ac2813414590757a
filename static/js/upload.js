// The start page and the answer: photos that are chosen, dropped or pasted are sent at once.

import { isLost, open, renew, reopen, staysHere } from "./answer_history.js";
import { ask, forgetAsking, isAsking, isKept, stopAsking } from "./ask.js";
import { dropped, pasted } from "./given.js";
import { within } from "./part.js";
import { photoDate } from "./photo_date.js";
import { photoId } from "./photo_id.js";
import { preview } from "./preview.js";
import { shownFile } from "./shown_file.js";
import { load, NEVER } from "./storage.js";
import { startWhereAmI } from "./where_am_i.js";
import { proposeMonth, startWhere } from "./where_when.js";

/** The files of this visit by their photo's id, so that an answer can be asked for again. */
const files = new Map();
const page = { form: null, chosen: [], shown: [] };

start(reopen() ?? []);
if (isLost() && page.form) say("This browser has not kept the answer. Please choose the photo again.");
if (location.search === "?shared") takeShared();
if (isKept()) import("./phone/update.js").then(({ updateInBackground }) => updateInBackground());
if (load(NEVER) === true) import("./phone/never_send.js").then(({ guard }) => guard());
addEventListener("popstate", () => {
  if (staysHere()) return;
  forgetAsking();
  const photos = reopen();
  if (photos) start(photos);
  else location.reload();
});
addEventListener("paste", (event) => {
  const given = pasted(event);
  if (!given.length || !page.form) return;
  event.preventDefault();
  choose(given);
});
addEventListener("dragover", (event) => mark(event, true));
addEventListener("dragleave", (event) => mark(event, event.relatedTarget !== null));
addEventListener("drop", drop);
addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && isAsking()) stopAsking();
});

/** Bring the page to life; `shown` are the date, id and part of each photo that it answers. */
function start(shown) {
  if (document.querySelector(".result")) bringToLife(shown);
  const form = document.querySelector("form.upload");
  Object.assign(page, { form, chosen: [], shown });
  if (!form) return;
  startWhere(form, shown[0]?.date ?? "");
  startWhereAmI(form, () => files.get((page.chosen[0] ?? page.shown[0])?.id));
  for (const input of form.querySelectorAll("[type=file]")) {
    input.addEventListener("change", () => {
      choose([...input.files]);
      // So that the same photo, chosen once more, is a change again.
      input.value = "";
    });
  }
  form.querySelector(".stop").addEventListener("click", stopAsking);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isAgain = event.submitter?.matches(".answer-again") || !page.chosen.length;
    const photos = isAgain ? page.shown.map(again).filter(({ file }) => file) : page.chosen;
    if (photos.length) identify(photos);
    else say("Choose a photo first.");
  });
}

/** What an answer can do is fetched with the first answer: the start page is lighter without. */
async function bringToLife(shown) {
  const main = document.querySelector("main");
  const answers = await forAnswers();
  if (!main.isConnected) return;
  if (answers) answers.startAnswers(shown, { onChange: renew, onLook: look });
  else if (page.form) say("A part of this page has not arrived, so its buttons do nothing. Are you online? Please load it again.");
}

function forAnswers() {
  return import("./result.js").catch(() => null);
}

/** Photos from the phone's gallery, which wait in its storage. */
async function takeShared() {
  history.replaceState(history.state, "", location.pathname);
  const shared = await import("./phone/shared.js");
  const photos = await shared.takeShared();
  await choose(photos);
  if (!photos.length) say("The photo has not arrived. Please choose it here.");
}

function mark(event, inside) {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  document.body.classList.toggle("dragging", inside);
}

async function drop(event) {
  mark(event, false);
  if (!event.dataTransfer.files.length || !page.form) return;
  event.preventDefault();
  try {
    const given = await dropped(event.dataTransfer, most());
    await choose(given);
    if (!given.length) say("There is no photo in this folder.");
  } catch {
    say("We cannot read what you dropped. Please use “Choose photos” instead.");
  }
}

async function choose(given) {
  const { form } = page;
  const tooMany = given.length > most();
  forgetAsking();
  page.chosen = [];
  page.given = given;
  form.classList.remove("to-retry");
  preview(form, tooMany ? [] : given);
  say(tooMany ? `Please choose at most ${most()} photos at once.` : "");
  if (tooMany || !given.length) return;
  const photos = await Promise.all(given.map(about));
  if (page.given !== given) return;
  page.chosen = photos;
  proposeMonth(form, photos.find(({ date }) => date)?.date ?? "");
  await identify(photos);
}

/** What the life list wants to know of a photo; a file that cannot be read says so when it is sent. */
async function about(file) {
  try {
    const photo = { file, date: await photoDate(file), id: await photoId(file) };
    files.set(photo.id, file);
    return photo;
  } catch {
    return { file, date: "", id: "" };
  }
}

/** A photo that is answered already, with its file, or with the picture that the page shows of it. */
function again(photo, row) {
  const file = files.get(photo.id);
  return file ? { ...photo, file } : { ...photo, file: shownFile(row), box: undefined };
}

/** A part of what is shown, or the whole photo again: the browser may have kept the part only. */
function look(row, box) {
  const shown = page.shown[row] ?? { date: "", id: "" };
  if (!box && !files.has(shown.id)) {
    history.back();
    return;
  }
  const photo = again(shown, row);
  identify([{ ...photo, box: box && within(photo.box, box) }]);
}

async function identify(photos) {
  const { form } = page;
  form.classList.remove("to-retry");
  forAnswers();
  const told = await ask(form, photos, say);
  if (!told) return;
  if (told.page) show(told.page, photos);
  else sayAndOffer(told.words);
}

/** What went wrong, and the button to try once more. */
function sayAndOffer(words) {
  say(words);
  page.form.classList.add("to-retry");
  page.form.querySelector("[type=submit]").focus();
}

function show(answer, photos) {
  const shown = photos.map(({ date, id, box }) => ({ date, id, box }));
  open(answer, shown);
  scrollTo(0, 0);
  start(shown);
  const headings = [...document.querySelectorAll("h1[tabindex]")];
  headings.find((heading) => heading.offsetParent)?.focus();
}

function most() {
  return Number(page.form.dataset.most);
}

function say(words) {
  page.form.querySelector(".status").textContent = words;
}
