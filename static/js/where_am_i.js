// "Where am I?": proposes the place, from the photo or the device. It never decides, and nothing
// of where exactly leaves the browser.

const LONGEST_WAIT = 15_000;
const STILL_TRUE = 600_000;
const DENIED = 1;

/** Bring the page's button to life, where it has one; `photo()` is the photo that was chosen. */
export function startWhereAmI(form, photo) {
  const part = document.querySelector(".where-am-i");
  if (!part) return;
  const button = part.querySelector("button");
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    tell(part, "Looking …");
    try {
      await propose(part, form.elements[part.dataset.place], photo());
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

async function propose(part, select, file) {
  const [place, outlines] = await Promise.allSettled([locate(file, part), load(part)]);
  if (outlines.status === "rejected") return tell(part, outlines.reason.message);
  if (place.status === "rejected") return tell(part, place.reason.message);
  const { placesAround, reachKm } = await import("./outlines.js");
  const { point, from, change } = place.value;
  const codes = placesAround(outlines.value, point);
  const names = codes.map((code) => nameOf(select, code));
  const kind = part.dataset.place;
  if (!codes.length) return tell(part, `${from}: outside every ${kind} on our list.`);
  if (codes.length === 1) {
    choose(select, codes[0]);
    return tell(part, `${from}: ${names[0]} — ${change}.`);
  }
  const reach = Math.ceil(reachKm(outlines.value, point));
  const either = new Intl.ListFormat("en", { type: "disjunction" });
  tell(part, `${from}: ${either.format(names)}, less than ${reach} km from a border. Which is it?`);
  part.querySelector(".choices").replaceChildren(
    ...codes.map((code, at) => choice(part, select, code, names[at])),
  );
}

/** Where, and how that is said; throws an Error with a sentence for whoever asked. */
async function locate(file, part) {
  const point = file && (await fromPhoto(file).catch(() => null));
  if (point) return { point, from: "From your photo", change: "change it if that is wrong" };
  const first = file ? "Your photo does not say where it was taken. " : "";
  const last = ` Please choose the ${part.dataset.place} yourself.`;
  try {
    const { coords } = await fromDevice();
    const change = "change it if the photo was taken elsewhere";
    return { point: coords, from: `${first}From this device`, change };
  } catch (error) {
    const why = error.code === DENIED
      ? "This browser is not allowed to say where you are."
      : "This device cannot say where it is right now.";
    throw new Error(first + why + last);
  }
}

async function fromPhoto(file) {
  const { photoPlace } = await import("./photo_place.js");
  return photoPlace(file);
}

function fromDevice() {
  const wish = { timeout: LONGEST_WAIT, maximumAge: STILL_TRUE };
  return new Promise((found, failed) => {
    if (navigator.geolocation) navigator.geolocation.getCurrentPosition(found, failed, wish);
    else failed(new Error());
  });
}

async function load(part) {
  try {
    const { loadOutlines } = await import("./outlines.js");
    return await loadOutlines(part.dataset.outlines);
  } catch {
    throw new Error("The map could not be loaded. Are you online? Please try again.");
  }
}

function choice(part, select, code, name) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "secondary outline",
    textContent: name,
  });
  button.addEventListener("click", () => {
    choose(select, code);
    tell(part, `${name}, as you said.`);
    part.querySelector("button").focus();
  });
  return button;
}

function choose(select, code) {
  select.value = code;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function nameOf(select, code) {
  return [...select.options].find(({ value }) => value === code)?.text ?? code;
}

function tell(part, words) {
  part.querySelector("[role=status]").textContent = words;
  part.querySelector(".choices").replaceChildren();
}
