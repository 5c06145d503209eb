// Coding with the keyboard and by selecting words; everything here is also a form that works without it.
const OFF = "coding-shortcuts-off";

const kept = {
  get off() {
    try {
      return localStorage.getItem(OFF) === "yes";
    } catch {
      return false;
    }
  },
  set off(value) {
    try {
      localStorage.setItem(OFF, value ? "yes" : "no");
    } catch {
      // A browser that keeps nothing starts with shortcuts on each time.
    }
  },
};

// Offsets on the server count code points; a browser counts UTF-16 units, two for an emoji.
const codePoints = (text) => [...text].length;

export function spanIn(words, range) {
  if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(range.startContainer, range.startOffset);
  const start = codePoints(before.toString());
  const text = range.toString();
  return text.trim() ? { start, end: start + codePoints(text), text } : null;
}

function followSelection(part, said) {
  const [words, translation, within] = ["words", "translation", "within"].map(part);
  const [start, end, selected] = ["start", "end", "selected"].map(part);
  const segments = part("segments");
  const shown = within.value;
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const own = spanIn(words, range);
    const span = own ?? (translation && spanIn(translation, range));
    if (!span) return;
    within.value = own ? "" : shown;
    start.value = span.start;
    end.value = span.end;
    selected.hidden = false;
    selected.textContent = said.saidSelected.replace("{words}", span.text.trim());
  });
  segments.addEventListener("input", () => {
    within.value = shown;
    start.value = "";
    end.value = "";
    selected.hidden = true;
  });
}

function showGuidance(part) {
  const code = part("code");
  const guidance = part("guidance");
  const show = () => {
    const chosen = code.selectedOptions[0];
    guidance.hidden = !chosen || !chosen.value;
    for (const name of ["meaning", "include", "exclude", "example"]) {
      const words = chosen?.dataset[name] ?? "";
      part(name).textContent = words;
      part(name).parentElement.hidden = !words;
    }
  };
  code.addEventListener("change", show);
  show();
  return show;
}

function findCodes(part, said, show) {
  const [code, find, found] = ["code", "find", "found"].map(part);
  const all = [...code.querySelectorAll("option")].filter((option) => option.value);
  part("search").hidden = false;
  const matches = () => {
    const wanted = find.value.trim().toLowerCase().split(/\s+/);
    return all.filter((option) => {
      const { include, example } = option.dataset;
      const text = [option.textContent, option.parentElement?.label, include, example].join(" ").toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
  };
  find.addEventListener("input", () => {
    const shown = new Set(matches());
    for (const option of all) {
      option.hidden = !shown.has(option);
      option.disabled = !shown.has(option);
    }
    for (const group of code.querySelectorAll("optgroup")) {
      group.hidden = ![...group.children].some((option) => shown.has(option));
    }
    code.value = find.value.trim() ? ([...shown][0]?.value ?? "") : "";
    found.textContent = said.saidFound.replace("{number}", shown.size);
    show();
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      code.focus();
    }
  });
}

// One part after another is ticked alone, so that a sentence is chosen without leaving the keyboard.
function choosePart(part, step) {
  const boxes = [...part("segments").querySelectorAll("input[type=checkbox]")];
  if (!boxes.length) return false;
  const ticked = boxes.findIndex((box) => box.checked);
  const wanted = ticked < 0 ? (step > 0 ? 0 : boxes.length - 1) : (ticked + step + boxes.length) % boxes.length;
  boxes.forEach((box, place) => {
    box.checked = place === wanted;
  });
  boxes[wanted].focus();
  boxes[wanted].dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

const EVERY = 30_000;

// Who else is here is asked for now and then, which also says that this person still is; never in a hidden tab.
function watchPresence(root, part) {
  const { presence } = root.dataset;
  const line = part("presence");
  if (!presence || !line) return;
  const words = line.querySelector(".status")?.lastChild;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const reply = await fetch(presence, { headers: { Accept: "application/json" }, redirect: "error" });
      if (!reply.ok) return;
      const now = (await reply.json()).words;
      line.hidden = !now;
      if (now && words.textContent.trim() !== now) words.textContent = now;
    } catch {
      // Without a network the page stays as it was.
    }
  }, EVERY);
}

const TYPING = "input:not([type=checkbox]), select, textarea, [contenteditable]";

function keyOf(event) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit) return event.shiftKey ? `shift+${digit}` : digit;
  return event.key;
}

function listen(root, part) {
  const press = (key) => {
    const button = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (button?.matches("summary")) {
      button.parentElement.open = true;
      button.parentElement.querySelector("select, textarea").focus();
    } else if (button) {
      button.click();
    }
    return Boolean(button);
  };
  const go = (address) => {
    if (address) location.assign(address);
    return Boolean(address);
  };
  const toggleKeys = () => {
    const keys = part("keys");
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return true;
  };
  const findCode = () => {
    part("find")?.focus();
    return Boolean(part("find"));
  };
  document.addEventListener("keydown", (event) => {
    if (kept.off || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest?.(TYPING)) return;
    const key = keyOf(event);
    if (key === "Enter" && event.target.closest?.("a, button, summary, input")) return;
    const acts = { j: () => go(root.dataset.following), k: () => go(root.dataset.before), "/": findCode, "?": toggleKeys };
    if (part("segments")) Object.assign(acts, { n: () => choosePart(part, 1), p: () => choosePart(part, -1) });
    const act = Object.hasOwn(acts, key) ? acts[key] : () => press(key);
    if (act()) event.preventDefault();
  });
}

export function start(root) {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const said = root.dataset;
  if (part("segments")) {
    followSelection(part, said);
    findCodes(part, said, showGuidance(part));
  }
  watchPresence(root, part);
  const button = part("switch");
  const label = () => {
    button.textContent = kept.off ? said.saidOff : said.saidOn;
  };
  button.addEventListener("click", () => {
    kept.off = !kept.off;
    label();
  });
  label();
  part("keys").hidden = false;
  listen(root, part);
}
