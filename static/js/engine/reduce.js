// Averages of boxes of pixels, to the last bit as Pillow's `Image.reduce` makes them.

/**
 * An image is `{ width, height, data }`: red, green and blue as bytes, row by row; with `step` 4
 * there is a fourth byte a pixel, as a canvas has it, which is left out.
 */
export function reduce(image, across, down, box = [0, 0, image.width, image.height]) {
  const [left, top, right, bottom] = box;
  const { data, step = 3 } = image;
  const width = Math.ceil((right - left) / across);
  const height = Math.ceil((bottom - top) / down);
  const reduced = new Uint8Array(3 * width * height);
  const whole = across * down;
  const most = multiplierOf(whole);
  let to = 0;
  for (let y = top; y < bottom; y += down) {
    const rows = Math.min(down, bottom - y);
    for (let x = left; x < right; x += across, to += 3) {
      const columns = Math.min(across, right - x);
      const count = rows * columns;
      let red = count >> 1;
      let green = red;
      let blue = red;
      for (let row = y; row < y + rows; row++) {
        const first = (row * image.width + x) * step;
        for (let from = first; from < first + columns * step; from += step) {
          red += data[from];
          green += data[from + 1];
          blue += data[from + 2];
        }
      }
      const multiplier = count === whole ? most : multiplierOf(count);
      reduced[to] = (red * multiplier) / 2 ** 24;
      reduced[to + 1] = (green * multiplier) / 2 ** 24;
      reduced[to + 2] = (blue * multiplier) / 2 ** 24;
    }
  }
  return { width, height, data: reduced };
}

/** Pillow divides by multiplying with a share of 2 ** 24, which it works out in single precision. */
function multiplierOf(count) {
  return Math.trunc(Math.fround(2 ** 32 / (256 * count)));
}
