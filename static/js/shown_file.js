// The picture that an answer shows, as a file: after a reload it is all that is left of the photo.

/** The picture of the answer in this row of the page; undefined where there is none. */
export function shownFile(row) {
  const picture = document.querySelectorAll(".result")[row]?.querySelector(".shot");
  if (!picture) return undefined;
  const [head, body] = picture.src.split(",");
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return new File([bytes], "photo.jpg", { type: /data:([^;]*)/.exec(head)[1] });
}
