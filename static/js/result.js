// Comfort on an answer: its photo, where and when switched off, and the right name in My birds.

import { startPhoto } from "./answer_photo.js";
import { add, today } from "./life_list.js";
import { startShare } from "./share.js";
import { thumbnail } from "./shrink.js";
import { CANNOT_KEEP } from "./storage.js";

const OTHER = "other";

/**
 * Bring each answer to life; `photos` are the date and id of each. `onChange` is told when it looks
 * otherwise, `onLookHere` of the row and the part of its photo to look at alone.
 */
export function startAnswers(photos, { onChange, onLookHere }) {
  document.querySelectorAll(".result").forEach((result, row) => {
    const answer = result.querySelector(".answer");
    if (!answer) return;
    startPhoto(answer, (box) => onLookHere(row, box));
    startPrior(answer, onChange);
    startKeeping(answer, photos[row], row, onChange);
  });
}

function startPrior(answer, onChange) {
  const prior = answer.querySelector(".use-prior");
  prior?.addEventListener("change", () => {
    // The history keeps attributes only.
    prior.toggleAttribute("checked", prior.checked);
    onChange();
  });
}

function startKeeping(answer, photo, row, onChange) {
  let picture;
  const made = thumbnail(answer.querySelector(".shot")).then((uri) => { picture = uri; });
  for (const keep of answer.querySelectorAll(".keep")) {
    startShare(keep, answer.querySelector(".shot"));
    keep.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-slug]");
      if (button) keepAs(keep, button, button.dataset.slug, button.dataset.name);
    });
    keep.querySelector(".name-it").addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = event.target.querySelector(".free-name").value.trim();
      const listed = proposal(typed);
      if (typed) keepAs(keep, event.submitter, listed?.dataset.slug ?? OTHER, listed?.value ?? typed);
    });
  }

  async function keepAs(keep, button, species, name) {
    // Waits only where it must: somebody who taps and leaves at once is kept too.
    if (picture === undefined) await made;
    const { said } = keep.dataset;
    const kept = add({
      species,
      name: species === OTHER ? name : "",
      date: photo?.date || today(),
      place: keep.querySelector(".place").value.trim(),
      said,
      thumbnail: picture,
      photo: photo?.id ?? "",
    });
    const agrees = species === said || (said === "none" && species === OTHER);
    const words = agrees ? "kept in My birds" : "kept in My birds, as your correction";
    keep.querySelector(".kept").textContent = kept ? `${name}: ${words}.` : CANNOT_KEEP;
    for (const each of keep.querySelectorAll("button")) {
      each.setAttribute("aria-pressed", kept && each === button);
    }
    correctCsv(row, species === OTHER ? "none" : species);
    onChange();
  }
}

/** The proposal that reads like what was typed. */
function proposal(typed) {
  const options = [...document.querySelectorAll("#bird-names option")];
  return options.find(({ value }) => value.toLowerCase() === typed.toLowerCase());
}

/** The right name is the CSV's last column, so that it can be filled in without reading the others. */
function correctCsv(row, slug) {
  const link = document.querySelector("a.csv");
  if (!link) return;
  const [head, body] = link.href.split(/,(.*)/s);
  const lines = decodeURIComponent(body).split("\n");
  lines[row + 1] = lines[row + 1].replace(/,[^,]*$/, `,${slug}`);
  link.href = `${head},${encodeURIComponent(lines.join("\n"))}`;
}
