// Which of a JPEG's coefficients have not come yet to their last bit (ITU-T T.81, annexes B and G).

const COEFFICIENTS = 64;

export class Missing {
  left = null;

  /** A frame's header says of which components the picture is made. */
  begin(frame) {
    const all = Array.from({ length: COEFFICIENTS }, (_, number) => number);
    this.left = new Map();
    for (let at = 6; at < frame.length; at += 3) this.left.set(frame[at], new Set(all));
  }

  /** A scan's header says what comes with it: coefficients of components, to some bit. */
  takeOff(scan) {
    const count = scan[0] ?? 0;
    const [from, to, bits] = scan.subarray(1 + 2 * count);
    if (bits === undefined || bits & 0x0f) return;
    for (let at = 1; at < 1 + 2 * count; at += 2) {
      for (let number = from; number <= to; number++) this.left?.get(scan[at])?.delete(number);
    }
  }

  /** Whether all have come. */
  isNone() {
    return Boolean(this.left?.size) && [...this.left.values()].every(({ size }) => size === 0);
  }
}
