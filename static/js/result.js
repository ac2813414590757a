// Comfort on an answer: heatmaps over the photo, and the right name kept in My birds.

import { add, today } from "./life_list.js";
import { thumbnail } from "./shrink.js";
import { CANNOT_KEEP } from "./storage.js";

/** Bring each answer to life; `photos` are the date and id of each; `onChange` is told of a choice. */
export function startAnswers(photos, onChange) {
  document.querySelectorAll(".result").forEach((result, row) => {
    const answer = result.querySelector(".answer");
    if (!answer) return;
    startHeatmaps(answer);
    startKeeping(answer, photos[row], row, onChange);
  });
}

function startHeatmaps(answer) {
  const shown = answer.querySelector(".show-heatmap");
  const choice = answer.querySelector(".heatmap-of");
  const words = answer.querySelector(".heatmap-words");
  const update = () => {
    for (const heatmap of answer.querySelectorAll(".layers [data-slug]")) {
      heatmap.hidden = !shown.checked || heatmap.dataset.slug !== choice.value;
    }
    const name = choice.selectedOptions[0].text;
    words.textContent = shown.checked ? `Lit is what spoke for the ${name}.` : "";
  };
  shown.addEventListener("change", update);
  choice.addEventListener("change", () => {
    shown.checked = true;
    update();
  });
}

function startKeeping(answer, photo, row, onChange) {
  const keep = answer.querySelector(".keep");
  let picture;
  const made = thumbnail(answer.querySelector(".shot")).then((uri) => { picture = uri; });
  keep.addEventListener("click", async ({ target }) => {
    const { slug } = target.dataset;
    if (!slug) return;
    // Waits only where it must: somebody who taps and leaves at once is kept too.
    if (picture === undefined) await made;
    const { said } = answer.dataset;
    const kept = add({
      species: slug,
      date: photo?.date || today(),
      place: keep.querySelector(".place").value.trim(),
      said,
      thumbnail: picture,
      photo: photo?.id ?? "",
    });
    const name = target.textContent;
    const words = slug === said ? "kept in My birds" : "kept in My birds, as your correction";
    keep.querySelector(".kept").textContent = kept
      ? `${name}: ${words}.`
      : CANNOT_KEEP;
    for (const chip of keep.querySelectorAll("[data-slug]")) {
      chip.setAttribute("aria-pressed", chip === target);
      chip.classList.toggle("outline", chip !== target);
    }
    correctCsv(row, slug);
    onChange();
  });
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
