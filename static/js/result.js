// Comfort on an answer: heatmaps over the photo, and the right name kept in My birds.

import { add, today } from "./life_list.js";
import { thumbnail } from "./shrink.js";

/** Bring each answer on the page to life; `dates` are those of the photos, in their order. */
export function startAnswers(dates = []) {
  document.querySelectorAll(".result").forEach((result, row) => {
    const answer = result.querySelector(".answer");
    if (!answer) return;
    startHeatmaps(answer);
    startKeeping(answer, dates[row] || today(), row);
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

function startKeeping(answer, date, row) {
  const keep = answer.querySelector(".keep");
  keep.addEventListener("click", ({ target }) => {
    const { slug } = target.dataset;
    if (!slug) return;
    const { said } = answer.dataset;
    const kept = add({
      species: slug,
      date,
      place: keep.querySelector(".place").value.trim(),
      said,
      thumbnail: thumbnail(answer.querySelector(".shot")),
    });
    const name = target.textContent;
    const words = slug === said ? "kept in My birds" : "kept in My birds, as your correction";
    keep.querySelector(".kept").textContent = kept
      ? `${name}: ${words}.`
      : "This browser does not let us keep it: its storage is full or switched off.";
    for (const chip of keep.querySelectorAll("[data-slug]")) {
      chip.setAttribute("aria-pressed", chip === target);
      chip.classList.toggle("outline", chip !== target);
    }
    correctCsv(row, slug);
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
