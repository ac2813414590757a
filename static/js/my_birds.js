// The life list's page.

import { all, forget, keep, parse, toCsv } from "./life_list.js";

const checklist = [...document.querySelectorAll(".checklist li")];
const names = new Map(
  checklist.map((item) => [item.dataset.slug, item.querySelector(".name").textContent]),
);
names.set("none", "None of these");

show();
on(".export-csv", "click", () => save(toCsv(all()), "my-birds.csv", "text/csv"));
on(".export-json", "click", () =>
  save(JSON.stringify(all(), null, 1), "my-birds.json", "application/json"),
);
on(".forget", "click", () => {
  if (!confirm("Forget all your birds? This cannot be undone.")) return;
  forget();
  say("All is forgotten.");
  show();
});
on("#import", "change", async ({ target }) => {
  const [file] = target.files;
  target.value = "";
  if (file) take(await file.text());
});

function take(text) {
  let found;
  try {
    found = parse(text, names);
  } catch {
    say("This file cannot be read. It must be CSV or JSON that this page has exported.");
    return;
  }
  const mine = all();
  const known = new Set(mine.map(key));
  const fresh = found.filter((sighting) => !known.has(key(sighting)));
  const kept = keep([...fresh, ...mine]);
  say(kept ? `${fresh.length} sightings added.` : "This browser's storage is full or off.");
  show();
}

function key({ species, date, place }) {
  return JSON.stringify([species, date, place]);
}

function show() {
  const list = all();
  const seen = new Set(list.map(({ species }) => species));
  for (const item of checklist) {
    item.classList.toggle("seen", seen.has(item.dataset.slug));
    item.querySelector(".tick").hidden = !seen.has(item.dataset.slug);
  }
  const count = document.querySelectorAll(".checklist .seen").length;
  document.querySelector(".count").textContent = count;
  document.querySelector(".empty").hidden = list.length > 0;
  document.querySelector(".sightings").replaceChildren(...list.map(row));
}

function row(sighting, index) {
  const { content } = document.querySelector("#sighting");
  const item = content.cloneNode(true).firstElementChild;
  const name = names.get(sighting.species) ?? sighting.species;
  item.querySelector(".name").textContent = name;
  if (names.has(sighting.said) && sighting.said !== sighting.species) {
    item.querySelector(".said").textContent = `Your correction: we had said ${names.get(sighting.said)}.`;
  }
  const picture = item.querySelector(".thumbnail");
  if (sighting.thumbnail) picture.src = sighting.thumbnail;
  else picture.src = document.querySelector(`[data-slug="${sighting.species}"] img`)?.src ?? "";
  for (const field of ["date", "place"]) {
    const input = item.querySelector(`.${field}`);
    input.value = sighting[field];
    input.addEventListener("change", () => change(index, { [field]: input.value }));
  }
  const button = item.querySelector(".remove");
  button.setAttribute("aria-label", `Remove ${name}, ${sighting.date}`);
  button.addEventListener("click", () => {
    keep(all().filter((_, other) => other !== index));
    show();
  });
  return item;
}

function change(index, values) {
  keep(all().map((sighting, other) => (other === index ? { ...sighting, ...values } : sighting)));
}

function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function say(words) {
  document.querySelector(".status").textContent = words;
}

function on(selector, event, action) {
  document.querySelector(selector).addEventListener(event, action);
}
