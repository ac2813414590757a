// Photos that this device answers by itself, on the page that the site would have sent.

import { identifyAndShow, prepare, stop, whyNot } from "../engine/engine.js";
import { readBirds } from "../engine/birds.js";
import { preview } from "../preview.js";
import { sendable } from "../shrink.js";
import { state } from "./keep.js";
import { draw } from "./page.js";

const BIRDS = new URL("../../../engine/birds.json", import.meta.url).href;
const SIDE = 640;
const SIDE_OF_SEVERAL = 480;

/** Whether all that it takes is on this device already. */
export async function isReady() {
  return !whyNot() && (await state()).version !== null;
}

/**
 * The page that answers `photos`, each a {file, box}, with what the form says of where and when, or
 * `words` where there is none. `say` hears what is being done, and which share of the engine has
 * arrived; `signal` stops it; `wasSent` says that the photos had left this device before.
 */
export async function answerHere(form, photos, say, signal, wasSent) {
  const why = whyNot();
  if (why) return { words: why };
  signal.addEventListener("abort", () => stop());
  try {
    await prepare(BIRDS, (share) => { if (share < 1) say("Fetching the recogniser …", share); });
  } catch ({ message }) {
    // Asked before there is a photo, so that a dozen of them does not fetch it a dozen times.
    return { words: message };
  }
  const birds = await (await fetch(BIRDS)).json();
  const asked = whereAndWhen(form, birds.region);
  const results = [];
  for (const photo of photos) {
    if (signal.aborted) return {};
    say(photos.length > 1 ? `Looking at photo ${results.length + 1} of ${photos.length} …` : "Looking at the photo …", 1);
    results.push(await resultOf(photo, asked, photos.length > 1));
  }
  const [{ sentence }] = results;
  if (sentence && results.length === 1) return { words: sentence };
  const drawn = await draw(results, asked, readBirds(birds), BIRDS, wasSent);
  return { page: toPage(form, drawn, results.length > 1, birds.region) };
}

async function resultOf({ file, box }, asked, isOneOfSeveral) {
  const { name } = file;
  try {
    const part = box ? await sendable(file, "", box) : file;
    const side = isOneOfSeveral ? SIDE_OF_SEVERAL : SIDE;
    const { answer, shown } = await identifyAndShow(part, BIRDS, { ...asked, side });
    return { name, told: answer, shown };
  } catch (error) {
    if (!error.reason) throw error;
    return { name, sentence: error.message };
  }
}

function whereAndWhen(form, { called }) {
  const { elements } = form;
  return {
    place: (called && elements[called]?.value) || "",
    month: Number(elements.month?.value) || null,
  };
}

/** As a document, as if it had come from the site; the form and its choice of place go along. */
function toPage(form, { title, html }, isSeveral, region) {
  const page = document.implementation.createHTMLDocument(`${title} · ${region.title}`);
  const main = Object.assign(page.createElement("main"), { id: "main", className: "container" });
  const around = isSeveral ? main : main.appendChild(page.createElement("div"));
  if (!isSeveral) around.className = "result";
  const drawn = new DOMParser().parseFromString(html, "text/html");
  around.append(...drawn.body.childNodes);
  const where = document.querySelector(".where");
  if (where) around.prepend(whereOf(page, where));
  around.append(again(page, form, isSeveral));
  page.body.append(main);
  return page;
}

function again(page, form, isSeveral) {
  const section = page.createElement("section");
  section.className = "again";
  section.setAttribute("aria-label", isSeveral ? "More birds?" : "Another bird?");
  const copy = copyOf(page, form);
  preview(copy, []);
  copy.classList.remove("busy", "to-retry");
  copy.querySelector(".status").textContent = "";
  copy.querySelector("#photo-help")?.remove();
  copy.querySelector("#photo").removeAttribute("aria-describedby");
  copy.querySelector("label[for=photo]").textContent = isSeveral ? "More photos" : "Another photo";
  for (const part of copy.querySelectorAll("progress, .stop")) part.hidden = true;
  section.append(copy);
  return section;
}

function whereOf(page, where) {
  const copy = copyOf(page, where);
  copy.querySelector(".answer-again").hidden = false;
  copy.removeAttribute("open");
  return copy;
}

/**
 * What is chosen is a property, which a copy does not get. Made in `page`, where no picture is
 * loaded: those of the photos may be gone.
 */
function copyOf(page, part) {
  const copy = page.importNode(part, true);
  const chosen = [...part.querySelectorAll("select")].map((select) => select.selectedIndex);
  copy.querySelectorAll("select").forEach((select, place) => {
    [...select.options].forEach((option, at) => option.toggleAttribute("selected", at === chosen[place]));
  });
  return copy;
}
