// What the templates of an answer ask for by name; birdapp/web/pages.py gives the server's the same.

import { fill } from "../engine/wording.js";

const NUNJUCKS = new URL("../../vendor/nunjucks/nunjucks-slim-3.2.4.min.js", import.meta.url);

/** An environment for the compiled templates. `base` is the address of birds.json. */
export async function environment(compiled, birds, base) {
  const nunjucks = globalThis.nunjucks ?? await loaded();
  const loader = new nunjucks.PrecompiledLoader(compiled);
  const made = new nunjucks.Environment(loader, { autoescape: true });
  for (const [name, value] of Object.entries(words(birds, base))) made.addGlobal(name, value);
  return made;
}

/** As a script of the old kind: as a module it asks for `eval`, which our pages forbid. */
function loaded() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = NUNJUCKS;
    script.addEventListener("load", () => resolve(globalThis.nunjucks));
    script.addEventListener("error", () => reject(new Error("nunjucks")));
    document.head.append(script);
  });
}

function words({ page, bySlug, region, neighbours }, base) {
  return {
    region,
    by_device: true,
    neighbours,
    all_species: page.by_name.map((slug) => bySlug.get(slug)),
    species: (slug) => bySlug.get(slug),
    neighbour: (slug) => bySlug.get(slug),
    article: (bird) => bird.article,
    with_article: (bird) => bird.with_article,
    links_of: (bird) => bird.links,
    pictures_of: (slug) => bySlug.get(slug).pictures,
    percent,
    decimal: (number) => number.toFixed(6),
    url_for: (endpoint, values = {}) => addressOf(page.addresses[endpoint], values, base),
  };
}

function percent(probability) {
  const whole = Math.floor(100 * probability + 0.5);
  if (whole < 1) return "< 1%";
  return whole > 99 ? "> 99%" : `${whole}%`;
}

function addressOf(pattern, values, base) {
  return new URL(fill(pattern, values), base).pathname;
}
