// Share an answer: a card with the verdict, the photo and this site's address, drawn in the browser.
// Nobody is asked for anything, and nothing is sent but to whom the visitor chooses.

import { isHonest } from "./honest_canvas.js";
import { saveFile } from "./save_file.js";

const WIDTH = 1080;
const PHOTO_HEIGHT = 810;
const MARGIN = 56;
const LINE = 76;
const MOST_LINES = 3;
const FILE = "bird.jpg";
const INK = "#17231c";
const MUTED = "#55625b";
const PAPER = "#fbfaf6";

/** Bring the button of `templates/_share.html` inside `answer` to life; `photo` is what it shows. */
export function startShare(answer, photo) {
  const part = answer.querySelector(".share");
  const words = part.querySelector(".shared");
  part.querySelector("button").addEventListener("click", async () => {
    const { verdict, title, address } = part.dataset;
    const url = new URL(address, location.href).href;
    words.textContent = "";
    words.textContent = await share({ verdict, title, url }, photo);
  });
}

/** Share what this browser can, or else save the picture; what comes back says which. */
async function share({ verdict, title, url }, photo) {
  const file = await card(verdict, url, photo);
  const what = { title, text: verdict, url, ...(file && { files: [file] }) };
  const said = navigator.canShare?.(what) ? await handOver(what) : "";
  if (said) return said;
  if (!file) return `This browser does not let us draw a picture to share. Copy this instead: ${verdict} – ${url}`;
  saveFile(file, FILE, file.type);
  return `Saved as a picture: ${FILE}.`;
}

/** Whether the device took it over, in words; "" where it would not. */
async function handOver(what) {
  try {
    await navigator.share(what);
    return "Shared.";
  } catch (error) {
    return error.name === "AbortError" ? "Not shared." : "";
  }
}

/** The card as a JPEG file; undefined where a canvas is blocked or falsified. */
async function card(verdict, url, photo) {
  if (!(await isHonest())) return undefined;
  try {
    await photo.decode();
    const canvas = draw(verdict, new URL(url).host, photo);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob ? new File([blob], FILE, { type: blob.type }) : undefined;
  } catch {
    return undefined;
  }
}

function draw(verdict, host, photo) {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: 1 });
  const bold = `700 60px ${fontOf(photo)}`;
  const lines = wrapped(canvas, bold, verdict);
  canvas.height = PHOTO_HEIGHT + 3 * MARGIN + lines.length * LINE;
  const context = canvas.getContext("2d");
  context.fillStyle = PAPER;
  context.fillRect(0, 0, WIDTH, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(photo, ...middle(photo), 0, 0, WIDTH, PHOTO_HEIGHT);
  context.textBaseline = "top";
  context.font = bold;
  context.fillStyle = INK;
  const top = PHOTO_HEIGHT + MARGIN;
  lines.forEach((line, i) => context.fillText(line, MARGIN, top + i * LINE, WIDTH - 2 * MARGIN));
  context.font = `36px ${fontOf(photo)}`;
  context.fillStyle = MUTED;
  context.fillText(host, MARGIN, canvas.height - MARGIN - 24, WIDTH - 2 * MARGIN);
  return canvas;
}

/** The part of a photo that fills the card's frame. */
function middle({ naturalWidth, naturalHeight }) {
  const scale = Math.min(naturalWidth / WIDTH, naturalHeight / PHOTO_HEIGHT);
  const [width, height] = [WIDTH * scale, PHOTO_HEIGHT * scale];
  return [(naturalWidth - width) / 2, (naturalHeight - height) / 2, width, height];
}

function wrapped(canvas, font, text) {
  const context = canvas.getContext("2d");
  context.font = font;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    const fits = context.measureText(longer).width <= WIDTH - 2 * MARGIN;
    if (fits || lines.length === MOST_LINES || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function fontOf(element) {
  return getComputedStyle(element).fontFamily;
}
