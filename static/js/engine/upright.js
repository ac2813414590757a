// An image turned as Exif says that its photo was held (CIPA DC-008, Orientation).

/** By orientation: whether rows become columns, and then which sides change places. */
const WAYS = {
  2: { across: true },
  3: { across: true, down: true },
  4: { down: true },
  5: { swapped: true },
  6: { swapped: true, across: true },
  7: { swapped: true, across: true, down: true },
  8: { swapped: true, down: true },
};

/** The image itself where there is nothing to turn. */
export function upright(image, orientation) {
  const way = WAYS[orientation];
  if (!way) return image;
  const { swapped = false, across = false, down = false } = way;
  const [width, height] = swapped ? [image.height, image.width] : [image.width, image.height];
  const data = new Uint8Array(image.data.length);
  let to = 0;
  for (let row = 0; row < height; row++) {
    const y = down ? height - 1 - row : row;
    for (let column = 0; column < width; column++, to += 3) {
      const x = across ? width - 1 - column : column;
      const from = 3 * (swapped ? x * image.width + y : y * image.width + x);
      data[to] = image.data[from];
      data[to + 1] = image.data[from + 1];
      data[to + 2] = image.data[from + 2];
    }
  }
  return { width, height, data };
}
