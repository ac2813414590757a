// What was chosen, shown before it is sent.

/** Show one photo large, several small; `onFault` is told of one photo that cannot be shown. */
export function preview(form, files, onFault) {
  const several = files.length > 1;
  form.querySelector(".chosen").hidden = !files.length;
  form.querySelector(".crop").hidden = several;
  form.querySelector(".stage").replaceChildren(...(several ? [] : files.map((file) => large(file, onFault))));
  form.querySelector(".thumbnails").replaceChildren(...(several ? files.map(small) : []));
}

function large(file, onFault) {
  const image = picture(file);
  image.alt = "The photo you chose";
  image.addEventListener("error", () => {
    image.remove();
    onFault(file);
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
