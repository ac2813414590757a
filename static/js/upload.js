// The start page and the answer: choose, drop or paste photos, crop, send.

import { isLost, open, renew, reopen, staysHere } from "./answer_history.js";
import { addCropBox } from "./crop_box.js";
import { dropped, pasted } from "./given.js";
import { isHonest } from "./honest_canvas.js";
import { photoDate } from "./photo_date.js";
import { photoId } from "./photo_id.js";
import { preview } from "./preview.js";
import { startAnswers } from "./result.js";
import { send } from "./send.js";
import { sendable } from "./shrink.js";
import { proposeMonth, startWhere } from "./where_when.js";

const page = {};

start(reopen() ?? []);
if (isLost() && page.form) say("An answer is not kept: choose the photo once more.");
addEventListener("popstate", () => {
  if (staysHere()) return;
  const photos = reopen();
  if (photos) start(photos);
  else location.reload();
});
addEventListener("paste", (event) => {
  const files = pasted(event);
  if (!files.length || !page.form) return;
  event.preventDefault();
  choose(files);
});
addEventListener("dragover", (event) => mark(event, true));
addEventListener("dragleave", (event) => mark(event, event.relatedTarget !== null));
addEventListener("drop", drop);

function start(photos) {
  startAnswers(photos, renew);
  const form = document.querySelector("form.upload");
  Object.assign(page, { form, files: [], photos: [], crop: null });
  if (!form) return;
  startWhere(form);
  for (const input of form.querySelectorAll("[type=file]")) {
    input.addEventListener("change", () => choose([...input.files]));
  }
  form.querySelector(".crop").addEventListener("click", toggleCrop);
  form.addEventListener("submit", submit);
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
    const files = await dropped(event.dataTransfer, most());
    await choose(files);
    if (!files.length) say("There is no photo in this folder.");
  } catch {
    say("What was dropped cannot be read. Choose the photos instead.");
  }
}

async function choose(files) {
  const { form } = page;
  Object.assign(page, { files, photos: [], crop: null });
  setCropping(false);
  const tooMany = files.length > most();
  preview(form, tooMany ? [] : files, cannotShow);
  say(tooMany ? `At most ${most()} at once, please.` : "");
  if (tooMany) return;
  const photos = await Promise.all(files.map(about));
  if (page.files !== files) return;
  page.photos = photos;
  proposeMonth(form, photos.find(({ date }) => date)?.date ?? "");
}

/** What the life list wants to know of a photo; a file that cannot be read says so when it is sent. */
async function about(file) {
  try {
    return { date: await photoDate(file), id: await photoId(file) };
  } catch {
    return { date: "", id: "" };
  }
}

function cannotShow(file) {
  page.form.querySelector(".crop").hidden = true;
  say(`${file.name}: this browser cannot show it; it is sent as it is.`);
}

async function toggleCrop() {
  if (page.crop) {
    page.crop.remove();
    page.crop = null;
  } else if (await isHonest()) {
    page.crop = addCropBox(page.form.querySelector(".stage"));
  } else {
    say("This browser keeps pages from reading pictures, so the whole photo is sent.");
  }
  setCropping(Boolean(page.crop));
}

function setCropping(on) {
  const button = page.form.querySelector(".crop");
  button.setAttribute("aria-pressed", on);
  button.textContent = on ? "Use the whole photo" : "Crop to the bird";
  page.form.querySelector(".crop-help").hidden = !on;
  if (!on) page.form.querySelector(".stage").classList.remove("cropping");
}

async function submit(event) {
  event.preventDefault();
  const { form, files, photos } = page;
  if (!files.length || files.length > most()) {
    say(files.length ? `At most ${most()} at once, please.` : "Choose a photo first.");
    return;
  }
  setBusy(true);
  say(files.length === 1 ? "Sending the photo …" : `Sending ${files.length} photos …`);
  const refusal = await sendAll(form, files, photos);
  if (!refusal) return;
  say(refusal);
  setBusy(false);
}

/** Send the photos and show the answer; what to say where there is none. */
async function sendAll(form, files, photos) {
  const data = new FormData(form);
  data.delete("photo");
  const { accept } = form.querySelector("#photo");
  for (const file of files) {
    try {
      data.append("photo", await sendable(file, accept, page.crop?.box()), file.name || "photo.jpg");
    } catch {
      return `“${file.name}” cannot be read. Is it a folder, or was it moved or changed? Choose it again.`;
    }
  }
  let answer;
  try {
    answer = await send(form.getAttribute("action"), data, (share) => {
      form.querySelector("progress").value = share;
    });
  } catch {
    return "No answer. Is there a connection? The photo is still here: try again.";
  }
  if (!answer.ok) return answer.page.querySelector("main [role=alert]").textContent;
  show(answer.page, photos);
  return "";
}

function show(answer, photos) {
  open(answer, photos);
  scrollTo(0, 0);
  start(photos);
  const headings = [...document.querySelectorAll("h1[tabindex]")];
  headings.find((heading) => heading.offsetParent)?.focus();
}

function setBusy(on) {
  const button = page.form.querySelector("[type=submit]");
  button.setAttribute("aria-busy", on);
  button.disabled = on;
  page.form.querySelector("progress").hidden = !on;
}

function most() {
  return Number(page.form.dataset.most);
}

function say(words) {
  page.form.querySelector(".status").textContent = words;
}
