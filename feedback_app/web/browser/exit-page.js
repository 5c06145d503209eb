// "Exit this page": hides the page at once, ends the visit on the server, then leaves so that Back does not return here.
const PRESSES = 3;
const SOON = 3000;

async function leave(link) {
  document.documentElement.hidden = true;
  document.title = "…";
  const ended = fetch(link.href, { redirect: "manual", keepalive: true, credentials: "same-origin" });
  const waited = new Promise((resolve) => setTimeout(resolve, 300));
  await Promise.race([ended.catch(() => null), waited]);
  location.replace(link.dataset.leaveTo);
}

export function start(link) {
  let presses = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < SOON), now];
    if (presses.length >= PRESSES) leave(link);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.hidden) location.reload();
  });
}
