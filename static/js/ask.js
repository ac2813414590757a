// Ask which bird it is: photos on their way, and how to stop them.

import { send } from "./send.js";
import { sendable } from "./shrink.js";
import { KEPT, load, NEVER } from "./storage.js";

/** Nothing may move for so many milliseconds, and for so many more with each further photo. */
const PATIENCE = 40_000;
const FOR_ANOTHER = 5_000;
/** Too slow, too many: it is not the photo's fault. */
const NOT_NOW = [408, 429];

let running = null;

addEventListener("storage", () => {
  if (running && isNever(running.form)) running.sending.abort();
});

/** Whether photos are on their way. */
export function isAsking() {
  return running !== null;
}

/** Whether the site is kept here, unless the browser has deleted it. Some remember no version. */
export function isKept() {
  return load(KEPT) !== undefined || Boolean(navigator.serviceWorker?.controller);
}

/** Whether photos stay on this device. */
function isNever(form) {
  return load(NEVER) === true || "asFiles" in form.dataset;
}

/** Take back what is on its way; who asked is told so. */
export function stopAsking() {
  running?.stop.abort();
}

/** Take back what is on its way, without a word: something else comes in its place. */
export function forgetAsking() {
  if (!running) return;
  const { form, stop } = running;
  running = null;
  stop.abort();
  setBusy(form, false);
}

/**
 * Send `photos`, each a {file, box}, with the form; what is on its way already is taken back. Gives
 * the answer's page, or what to say where there is none; null where another one came between.
 */
export async function ask(form, photos, hear) {
  forgetAsking();
  const mine = { form, stop: new AbortController(), sending: new AbortController() };
  const { signal } = mine.stop;
  running = mine;
  setBusy(form, true);
  const say = (words, share = 0) => {
    if (running !== mine) return;
    hear(words);
    form.querySelector("progress").value = share;
  };
  const stopped = new Promise((resolve) => {
    signal.addEventListener("abort", () => {
      mine.sending.abort();
      resolve({ words: `Stopped. ${stillHere(photos)}` });
    });
  });
  const told = await Promise.race([toldOf(form, photos, say, mine), stopped]);
  if (running !== mine) return null;
  running = null;
  setBusy(form, false);
  return told;
}

/** From the site; from this device where photos are never sent, or where the site does not answer. */
async function toldOf(form, photos, say, { stop: { signal }, sending }) {
  const told = isNever(form) ? {} : await answerTo(form, photos, say, sending.signal);
  if (signal.aborted || (told.page && !told.isAway)) return told;
  if (!isNever(form) && !(told.isAway && isKept())) return told;
  try {
    const { answerHere, isReady } = await import("./phone/here.js");
    if (!isNever(form) && !(await isReady())) return told;
    return await answerHere(form, photos, say, signal, told.wasSent);
  } catch {
    const words = `This device could not answer. ${stillHere(photos)}`;
    return told.page || told.words ? told : { words };
  }
}

function stillHere({ length }) {
  return length > 1 ? "The photos are still here." : "The photo is still here.";
}

/**
 * `isAway` where the site is limited, busy, down or cannot be reached: somebody else may know.
 * `wasSent` where something of the photos has left this device.
 */
async function answerTo(form, photos, say, signal) {
  const button = form.querySelector("[type=submit]");
  if (button.disabled) return { words: form.previousElementSibling?.textContent ?? "The site is not ready.", isAway: true };
  const many = photos.length > 1;
  const sending = many ? `Sending ${photos.length} photos …` : "Sending the photo …";
  const looking = many ? "Looking at the photos …" : "Looking at the photo …";
  say(sending);
  const { data, unread } = await filled(form, photos);
  if (!data) return { words: `“${unread}” cannot be read. Is it a folder, or was it moved or changed? Choose it again.` };
  let wasSent = false;
  try {
    // Somebody may have said so by now, on another page.
    if (signal.aborted || isNever(form)) throw new Error("stopped");
    const { page, status } = await posted(form, data, (share) => {
      wasSent ||= share > 0;
      say(share === 1 ? looking : sending, share);
    }, signal, PATIENCE + FOR_ANOTHER * (photos.length - 1));
    wasSent = true;
    if (status === 200) return { page, isAway: Boolean(page.querySelector("[data-not-now]")), wasSent };
    const words = page.querySelector("main [role=alert]").textContent;
    return { words, isAway: NOT_NOW.includes(status) || status >= 500, wasSent };
  } catch {
    const words = `The site did not answer. Are you online? ${stillHere(photos)} Try again.`;
    return { words, isAway: true, wasSent };
  }
}

/** The form's data with its photos; or the name of a file that cannot be read. */
async function filled(form, photos) {
  const data = new FormData(form);
  data.delete("photo");
  const { accept } = form.querySelector("#photo");
  for (const { file, box } of photos) {
    try {
      data.append("photo", await sendable(file, accept, box), file.name || "photo.jpg");
    } catch {
      return { unread: file.name };
    }
  }
  return { data };
}

/** Sent; once more, where the form has expired. */
async function posted(form, data, ...how) {
  const post = () => send(form.getAttribute("action"), data, ...how);
  const told = await post();
  if (!told.page.querySelector("[data-form-expired]")) return told;
  const { renewToken } = await import("./form_token.js");
  data.set("csrf_token", await renewToken(form));
  return post();
}

function setBusy(form, on) {
  form.classList.toggle("busy", on);
  form.querySelector("progress").value = 0;
  for (const part of form.querySelectorAll("progress, .stop")) part.hidden = !on;
}
