// Send a form and get the answer as a document, with progress on the way.

/**
 * POST `data`; `onProgress` gets the share that is sent, `signal` may stop it. Gives the page that
 * comes back, and whether it is an answer (`ok`) or a refusal. Rejects where no page of ours comes
 * back.
 */
export function send(url, data, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "text/html");
    request.responseType = "document";
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      const page = request.response;
      if (page?.querySelector("main")) resolve({ page, ok: request.status === 200 });
      else reject(new Error("no answer"));
    });
    request.addEventListener("error", () => reject(new Error("no connection")));
    request.addEventListener("abort", () => reject(new Error("stopped")));
    signal.addEventListener("abort", () => request.abort());
    request.send(data);
  });
}
