// A box to drag over the bird, by finger, mouse or keyboard. Sizes are fractions of the photo.

const CORNERS = { nw: "top left", ne: "top right", sw: "bottom left", se: "bottom right" };
const LEAST = 0.1;
const STEP = 0.02;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Put a crop box on `stage`. `box()` says where it is; `remove()` takes it away. */
export function addCropBox(stage) {
  const edges = { left: 0.15, top: 0.15, right: 0.85, bottom: 0.85 };
  const element = document.createElement("div");
  element.className = "box";
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "Crop box. Move it with the arrow keys.");
  for (const [corner, name] of Object.entries(CORNERS)) {
    element.append(makeCorner(corner, name));
  }
  stage.append(element);
  stage.classList.add("cropping");
  place();

  element.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    change(event.target.dataset.corner, STEP * arrow[0], STEP * arrow[1]);
  });
  element.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    const { corner } = down.target.dataset;
    let last = down;
    down.target.focus();
    element.setPointerCapture(down.pointerId);
    const drag = (move) => {
      const { clientWidth, clientHeight } = stage;
      const dx = (move.clientX - last.clientX) / clientWidth;
      change(corner, dx, (move.clientY - last.clientY) / clientHeight);
      last = move;
    };
    element.addEventListener("pointermove", drag);
    const stop = () => element.removeEventListener("pointermove", drag);
    element.addEventListener("lostpointercapture", stop, { once: true });
  });

  function change(corner, dx, dy) {
    if (corner) resize(corner, dx, dy);
    else move(dx, dy);
    place();
  }

  function resize(corner, dx, dy) {
    if (corner.includes("w")) edges.left = between(edges.left + dx, 0, edges.right - LEAST);
    if (corner.includes("e")) edges.right = between(edges.right + dx, edges.left + LEAST, 1);
    if (corner.includes("n")) edges.top = between(edges.top + dy, 0, edges.bottom - LEAST);
    if (corner.includes("s")) edges.bottom = between(edges.bottom + dy, edges.top + LEAST, 1);
  }

  function move(dx, dy) {
    const right = between(dx, -edges.left, 1 - edges.right);
    const down = between(dy, -edges.top, 1 - edges.bottom);
    edges.left += right;
    edges.right += right;
    edges.top += down;
    edges.bottom += down;
  }

  function place() {
    const { style } = element;
    style.left = `${100 * edges.left}%`;
    style.top = `${100 * edges.top}%`;
    style.width = `${100 * (edges.right - edges.left)}%`;
    style.height = `${100 * (edges.bottom - edges.top)}%`;
  }

  return {
    box: () => ({
      x: edges.left,
      y: edges.top,
      width: edges.right - edges.left,
      height: edges.bottom - edges.top,
    }),
    remove() {
      element.remove();
      stage.classList.remove("cropping");
    },
  };
}

function makeCorner(corner, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `corner ${corner}`;
  button.dataset.corner = corner;
  button.setAttribute("aria-label", `Corner ${name}; arrow keys move it`);
  return button;
}

function between(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
