// Another version of the engine is kept: who runs the old one hears of it, in every window.

const NAME = "birds.renewed";

/** Tell all windows. */
export function tellRenewed() {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage("renewed");
  channel.close();
}

/** `hear` of it, until what this gives is called. */
export function onRenewed(hear) {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", hear);
  return () => channel.close();
}
