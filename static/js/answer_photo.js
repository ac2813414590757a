// The photo of an answer: what we saw in it, on a tap, and a part of it to look at alone.

import { addCropBox } from "./crop_box.js";
import { isHonest } from "./honest_canvas.js";

/**
 * Bring the photo to life; `part` is what it shows of the photo, if not all. `onLook` is told of the
 * part that somebody chose, or of none: the whole photo again.
 */
export function startPhoto(answer, part, onLook) {
  startHeat(answer);
  startComparing(answer);
  startCropping(answer.querySelector(".photo"), onLook);
  const whole = answer.querySelector(".whole");
  whole.hidden = !part;
  whole.addEventListener("click", () => onLook());
}

function startHeat(answer) {
  const heat = answer.querySelector(".heat");
  if (!heat) return;
  answer.querySelector(".layers").addEventListener("click", ({ currentTarget }) => {
    if (!currentTarget.matches(".cropping")) heat.open = !heat.open;
  });
  const buttons = [...heat.querySelectorAll("[data-slug]")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      choose(button.dataset.slug, button.textContent);
      for (const each of buttons) each.setAttribute("aria-pressed", each === button);
    });
  }

  function choose(slug, name) {
    for (const heatmap of answer.querySelectorAll(".layers .heatmap")) {
      heatmap.className = "heatmap";
      heatmap.hidden = heatmap.dataset.slug !== slug;
    }
    for (const word of heat.querySelectorAll(".heat-of")) word.textContent = name;
  }
}

/** The visitor's photo beside those of a bird, once somebody looks. */
function startComparing(answer) {
  const { src } = answer.querySelector(".shot");
  for (const yours of answer.querySelectorAll(".yours")) {
    const fold = yours.closest("details");
    fold.addEventListener("toggle", () => { yours.src = src; }, { once: true });
  }
}

function startCropping(photo, onLook) {
  const layers = photo.querySelector(".layers");
  const cancel = photo.querySelector(".cancel-crop");
  const help = photo.querySelector(".crop-help");
  let crop = null;
  photo.querySelector(".look-here").addEventListener("click", async () => {
    if (crop) onLook(crop.box());
    else if (await isHonest()) begin();
    else help.textContent = "This browser does not let us read pictures, so we can only look at the whole photo.";
  });
  cancel.addEventListener("click", () => {
    end();
    photo.querySelector(".look-here").focus();
  });
  layers.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") cancel.click();
  });
  // What the browser's history keeps of an answer may have a box that nobody moves any more.
  layers.querySelector(".box")?.remove();
  end();

  function begin() {
    const heat = photo.querySelector(".heat");
    if (heat) heat.open = false;
    crop = addCropBox(layers);
    cancel.hidden = false;
    help.textContent = "Drag the box over the bird, or move it and its corners with the arrow keys. Then press “Look only here” again.";
    layers.querySelector(".box").focus({ preventScroll: true });
  }

  function end() {
    crop?.remove();
    crop = null;
    layers.classList.remove("cropping");
    cancel.hidden = true;
    help.textContent = "";
  }
}
