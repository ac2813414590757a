// Whether a bird is there, and then; birdapp/guide/where_and_when.py says why.

/** What the card says about a bird there and then; of what it is silent, common. */
export function occurrence({ presence, season }, { place = "", month }) {
  const there = presence?.[place] ?? "common";
  if (there === "absent" || !season || !month) return there;
  return concerns(season, place) && !season.months.includes(month) ? "out_of_season" : there;
}

/** Whether the bird is there in this month, and in others not. */
export function isSeasonOf({ season }, { place = "", month }) {
  return Boolean(season) && season.months.includes(month) && concerns(season, place);
}

function concerns({ places }, place) {
  return !places.length || places.includes(place);
}
