// What was chosen, shown while it is on its way.

/** Show one photo large, several small. */
export function preview(form, files) {
  const several = files.length > 1;
  form.querySelector(".chosen").hidden = !files.length;
  form.querySelector(".stage").replaceChildren(...(several ? [] : files.map(large)));
  form.querySelector(".thumbnails").replaceChildren(...(several ? files.map(small) : []));
}

function large(file) {
  const image = picture(file);
  image.alt = "The photo you chose";
  image.addEventListener("error", () => {
    const words = `${file.name}: this browser cannot show it.`;
    image.replaceWith(Object.assign(document.createElement("p"), { textContent: words }));
  });
  return image;
}

function small(file) {
  const item = document.createElement("li");
  const image = picture(file);
  image.alt = file.name;
  image.addEventListener("error", () => image.replaceWith(file.name));
  item.append(image);
  return item;
}

function picture(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  return image;
}
