// Where the site is: addresses of what is kept are relative to its first page.

export const site = new URL("../../../", import.meta.url);

/** The list of what belongs to the site's version. */
export const LIST = new URL("engine/files.json", site).href;
