// Comfort on an answer: its photo, where and when switched off, and the right name in My birds.

import { startPhoto } from "./answer_photo.js";
import { add, today } from "./life_list.js";
import { partId } from "./part.js";
import { startShare } from "./share.js";
import { thumbnail } from "./shrink.js";
import { CANNOT_KEEP } from "./storage.js";

const OTHER = "other";

/**
 * Bring each answer to life; `photos` are the date, id and part of each. `onChange` is told when it
 * looks otherwise, `onLook` of the row and the part of its photo to look at alone, if not all of it.
 */
export function startAnswers(photos, { onChange, onLook }) {
  document.querySelectorAll(".result").forEach((result, row) => {
    const answer = result.querySelector(".answer");
    if (!answer) return;
    startPhoto(answer, photos[row]?.box, (box) => onLook(row, box));
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
    keep.querySelector(".name-it").addEventListener("submit", async (event) => {
      event.preventDefault();
      const typed = event.target.querySelector(".free-name").value.trim();
      const listed = await proposal(typed);
      if (typed) keepAs(keep, event.submitter, listed?.dataset.slug ?? OTHER, listed?.value ?? typed);
    });
  }

  async function keepAs(keep, button, species, name) {
    // Waits only where it must: somebody who taps and leaves at once is kept too.
    if (picture === undefined) await made;
    const { said } = keep.dataset;
    const date = photo?.date || todayIfSeenThen();
    const kept = add({
      species,
      name: species === OTHER ? name : "",
      date,
      place: keep.querySelector(".place").value.trim(),
      said,
      thumbnail: picture,
      photo: partId(photo?.id ?? "", photo?.box),
    });
    const agrees = species === said || (said === "none" && species === OTHER);
    const words = agrees ? "kept in My birds" : "kept in My birds, as your correction";
    keep.querySelector(".kept").textContent = kept ? `${name}: ${words}${when(date)}.` : CANNOT_KEEP;
    for (const each of keep.querySelectorAll("button")) {
      each.setAttribute("aria-pressed", kept && each === button);
    }
    correctCsv(row, species === OTHER ? "none" : species);
    onChange();
  }
}

/** Today, unless somebody said that the bird was seen in another month. */
function todayIfSeenThen() {
  const month = Number(document.querySelector(".where [name=month]")?.value);
  const now = today();
  return month && month !== Number(now.slice(5, 7)) ? "" : now;
}

function when(date) {
  if (date === today()) return "";
  if (!date) return ", without a date; you can add it there";
  const [year, month, day] = date.split("-").map(Number);
  const written = new Date(year, month - 1, day).toLocaleDateString(document.documentElement.lang, {
    day: "numeric", month: "long", year: "numeric",
  });
  return `, seen on ${written}`;
}

/** The proposal that has the name that was typed, whatever its capitals and hyphens. */
async function proposal(typed) {
  const { folded } = await import("./folded.js");
  const options = [...document.querySelectorAll("#bird-names option")];
  const isSame = (name) => folded(name) === folded(typed);
  return options.find(({ value }) => isSame(value))
    ?? options.find(({ dataset }) => dataset.also.split("|").some(isSame));
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
