// Warns before somebody leaves a form with words in it that have not been sent.
export function start(form) {
  let sending = false;
  const before = new URLSearchParams(new FormData(form)).toString();
  form.addEventListener("submit", () => {
    sending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    const now = new URLSearchParams(new FormData(form)).toString();
    if (!sending && now !== before) event.preventDefault();
  });
}
