// "Tick all shown" is offered only to somebody who has been at the end of the list; ticking stays undoable.
export function start(form) {
  const part = (name) => form.querySelector(`[data-part="${name}"]`);
  const boxes = [...form.querySelectorAll('input[name="suggestion"]')];
  const all = part("all").querySelector("button");
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    part("ticked").textContent = form.dataset.saidTicked.replace("{number}", ticked);
  };
  part("all").hidden = false;
  part("end").hidden = false;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    all.disabled = false;
    part("end").hidden = true;
    seen.disconnect();
  });
  seen.observe(part("all"));
  all.addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    count();
  });
  form.addEventListener("change", count);
}
