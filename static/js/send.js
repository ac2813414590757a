// Send a form and get the answer as a document, with progress on the way.

/**
 * POST `data`; `onProgress` gets the share that is sent, `signal` may stop it. It is given up where
 * nothing moves for `patience` milliseconds. Gives the page that comes back, and its `status`: 200 for
 * an answer. Rejects where no page of ours comes back.
 */
export function send(url, data, onProgress, signal, patience) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), patience);
    };
    request.open("POST", url);
    request.setRequestHeader("Accept", "text/html");
    request.responseType = "document";
    request.upload.addEventListener("progress", (event) => {
      wait();
      onProgress(event.loaded / event.total);
    });
    request.addEventListener("progress", wait);
    request.addEventListener("load", () => {
      const page = request.response;
      if (page?.querySelector("main")) resolve({ page, status: request.status });
    });
    // Whatever the end was: a promise is settled once.
    request.addEventListener("loadend", () => {
      clearTimeout(timer);
      reject(new Error("no answer"));
    });
    signal.addEventListener("abort", () => request.abort());
    if (signal.aborted) return reject(new Error("stopped"));
    wait();
    request.send(data);
  });
}
