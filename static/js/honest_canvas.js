// Whether a canvas gives back what was drawn on it. Browsers that hide who somebody is hand out
// stripes or noise instead: Firefox with resistFingerprinting, LibreWolf, Tor, Mullvad.

const CELL = 4;
const CELLS = 8;
const SIDE = CELL * CELLS;
const NOISE = 4;
let verdict;

/** Draw a pattern and read it back, once a visit, by all the ways that we read a canvas. */
export function isHonest() {
  verdict ??= readBack().catch(() => false);
  return verdict;
}

async function readBack() {
  const drawn = canvasOf(SIDE);
  eachCell((x, y, colour) => {
    drawn.fillStyle = `rgb(${colour.join()})`;
    drawn.fillRect(x, y, CELL, CELL);
  });
  const png = await new Promise((done) => drawn.canvas.toBlob(done, "image/png"));
  const again = canvasOf(SIDE);
  again.drawImage(await createImageBitmap(png), 0, 0);
  return isPattern(drawn) && isPattern(again);
}

function canvasOf(side) {
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  return canvas.getContext("2d", { willReadFrequently: true });
}

function isPattern(context) {
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  let isSame = true;
  eachCell((x, y, colour) => {
    const at = 4 * ((y + CELL / 2) * SIDE + x + CELL / 2);
    if (colour.some((value, i) => Math.abs(data[at + i] - value) > NOISE)) isSame = false;
  });
  return isSame;
}

function eachCell(visit) {
  for (let n = 0; n < CELLS * CELLS; n += 1) {
    const colour = [(n * 37) % 256, (n * 101) % 256, (n * 211) % 256];
    visit(CELL * (n % CELLS), CELL * Math.floor(n / CELLS), colour);
  }
}
