// A text or a picture becomes a file of the visitor's.

const A_MINUTE = 60_000;

export function saveFile(content, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // Safari begins to read only after the tap is over.
  setTimeout(() => URL.revokeObjectURL(link.href), A_MINUTE);
}
