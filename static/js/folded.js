// Names are compared without capitals, accents, hyphens and apostrophes.

export function folded(text) {
  const letters = String(text ?? "").normalize("NFKD").toLowerCase();
  return letters.replace(/[\p{M}'’]/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
