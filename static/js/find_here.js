// The field guide's search without a server, among the birds on the page; birdapp/guide/search.py says
// how. A page that is kept or is a file has them all.

/** Show the birds that fit what `form` says. */
export function findHere(form, found) {
  const place = form.querySelector("[data-place]");
  const wanted = {
    words: folded(form.elements.q.value).split(/\s+/).filter(Boolean),
    colour: form.elements.colour?.value,
    size: form.elements.size?.value,
    place: place?.value,
  };
  const cards = [...found.querySelectorAll("[data-slug]")];
  for (const card of cards) card.hidden = !fits(card.dataset, wanted);
  const count = cards.filter(({ hidden }) => !hidden).length;
  const told = found.querySelector(".count");
  told.textContent = told.textContent.replace(/\d+/, count);
  found.querySelector(".nobody").hidden = count > 0;
}

function fits(card, { words, colour, size, place }) {
  return words.every((word) => card.words.includes(word))
    && (!colour || card.colour.split(",").includes(colour))
    && (!size || card.size === size)
    && (!place || !card.absent.split(",").includes(place));
}

/** Without what somebody may leave out or type otherwise: capitals, accents, apostrophes. */
function folded(text) {
  // Upwards first: a ß is two letters then.
  return text.toUpperCase().toLowerCase().normalize("NFKD").replace(/'|[^\x00-\x7f]/g, "");
}
