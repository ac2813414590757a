// The start page and the answer: choose, drop or paste photos, preview, crop, send.

import { addCropBox } from "./crop_box.js";
import { photoDate } from "./photo_date.js";
import { startAnswers } from "./result.js";
import { send } from "./send.js";
import { shrink } from "./shrink.js";
import { startWhereAmI } from "./where_am_i.js";
import { proposeMonth, rememberWhere } from "./where_when.js";

const page = {};

start();
addEventListener("popstate", () => {
  if (page.answered && !location.hash) location.reload();
});
addEventListener("paste", (event) => take(event.clipboardData.files, event));
addEventListener("dragover", (event) => mark(event, true));
addEventListener("dragleave", (event) => mark(event, event.relatedTarget !== null));
addEventListener("drop", (event) => {
  mark(event, false);
  take(event.dataTransfer.files, event);
});

function start(dates = []) {
  startAnswers(dates);
  const form = document.querySelector("form.upload");
  if (!form) return;
  Object.assign(page, { form, files: [], dates: [], crop: null });
  rememberWhere(form);
  startWhereAmI(form, () => page.files[0]);
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

function take(files, event) {
  if (!files.length || !page.form?.isConnected) return;
  event.preventDefault();
  choose([...files]);
}

async function choose(files) {
  const { form } = page;
  Object.assign(page, { files, crop: null });
  form.querySelector(".chosen").hidden = !files.length;
  form.querySelector(".status").textContent = "";
  setCropping(false);
  if (files.length === 1) showOne(files[0]);
  else showSeveral(files);
  page.dates = await Promise.all(files.map(photoDate));
  proposeMonth(form, page.dates[0]);
}

function showOne(file) {
  const { form } = page;
  const image = picture(file);
  image.alt = "The photo you chose";
  form.querySelector(".stage").replaceChildren(image);
  form.querySelector(".thumbnails").replaceChildren();
  form.querySelector(".crop").hidden = false;
  image.addEventListener("error", () => {
    form.querySelector(".crop").hidden = true;
    image.replaceWith();
    say(`${file.name}: this browser cannot show it; it is sent as it is.`);
  });
}

function showSeveral(files) {
  const { form } = page;
  form.querySelector(".stage").replaceChildren();
  form.querySelector(".crop").hidden = true;
  const items = files.map((file) => {
    const item = document.createElement("li");
    const image = picture(file);
    image.alt = file.name;
    image.addEventListener("error", () => image.replaceWith(file.name));
    item.append(image);
    return item;
  });
  form.querySelector(".thumbnails").replaceChildren(...items);
}

function picture(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  return image;
}

function toggleCrop() {
  if (page.crop) {
    page.crop.remove();
    page.crop = null;
  } else {
    page.crop = addCropBox(page.form.querySelector(".stage"));
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
  const { form, files, dates, crop } = page;
  if (!files.length || files.length > form.dataset.most) {
    say(files.length ? `At most ${form.dataset.most} at once, please.` : "Choose a photo first.");
    return;
  }
  const button = form.querySelector("[type=submit]");
  const progress = form.querySelector("progress");
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  progress.hidden = false;
  say(files.length === 1 ? "Sending the photo …" : `Sending ${files.length} photos …`);
  try {
    const data = await pack(form, files, crop);
    show(await send(form.getAttribute("action"), data, (share) => { progress.value = share; }), dates);
  } catch {
    say("No answer. Is there a connection? The photo is still here: try again.");
    button.removeAttribute("aria-busy");
    button.disabled = false;
    progress.hidden = true;
  }
}

async function pack(form, files, crop) {
  const data = new FormData(form);
  data.delete("photo");
  for (const file of files) {
    data.append("photo", await shrink(file, crop?.box()), file.name || "photo.jpg");
  }
  return data;
}

function show(answer, dates) {
  document.title = answer.title;
  document.querySelector("main").replaceWith(answer.querySelector("main"));
  history.pushState(null, "", "#answer");
  page.answered = true;
  scrollTo(0, 0);
  start(dates);
  const headings = [...document.querySelectorAll("h1[tabindex]")];
  headings.find((heading) => heading.offsetParent)?.focus();
}

function say(words) {
  page.form.querySelector(".status").textContent = words;
}
