// How Python rounds.

/** The nearest whole number; of two as near the even one. */
export function round(number) {
  const below = Math.floor(number);
  const over = number - below;
  if (over === 0.5) return below + (below % 2 === 0 ? 0 : 1);
  return over < 0.5 ? below : below + 1;
}
