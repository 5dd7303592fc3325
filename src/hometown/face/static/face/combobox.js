// combobox.js — the typeahead (WAI-ARIA APG: editable combobox with list). htmx fetches the list; this gives it keys.
// Focus stays in the text field; aria-activedescendant says which option is meant.

const PAGE = 6;

function parts(input) {
  const box = input.closest("[data-combobox]");
  return { box, hidden: box.querySelector("input[type=hidden]"), drop: box.querySelector(".drop"), list: box.querySelector("[role=listbox]") };
}

const options = (list) => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
const current = (list) => list.querySelector(".is-on");

function show(input, open) {
  const { drop, list } = parts(input);
  drop.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (!open) mark(input, null, list);
}

function mark(input, option, list) {
  for (const each of list.querySelectorAll("[role=option]")) {
    each.classList.toggle("is-on", each === option);
    each.setAttribute("aria-selected", String(each === option));
  }
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function choose(input, option) {
  const { hidden } = parts(input);
  hidden.value = option.dataset.value;
  input.value = option.dataset.label;
  show(input, false);
  hidden.dispatchEvent(new Event("change", { bubbles: true }));
}

function move(input, by) {
  const { list, drop } = parts(input);
  const all = options(list);
  if (!all.length) return;
  if (drop.hidden) show(input, true);
  const at = all.indexOf(current(list));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  mark(input, all[next], list);
}

const KEYS = {
  ArrowDown: (input) => move(input, 1),
  ArrowUp: (input) => move(input, -1),
  PageDown: (input) => move(input, PAGE),
  PageUp: (input) => move(input, -PAGE),
};

const combobox = (target) => target.closest?.("[data-combobox] input[role=combobox]");

document.addEventListener("keydown", (event) => {
  const input = combobox(event.target);
  if (!input || event.isComposing) return; // while Chinese is being composed, the keys belong to the input method
  const { drop, list } = parts(input);
  if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key](input);
  } else if (event.key === "Enter" && !drop.hidden && current(list)) {
    event.preventDefault();
    choose(input, current(list));
  } else if (event.key === "Escape" && !drop.hidden) {
    event.preventDefault();
    show(input, false);
  } else if (event.key === "Tab") show(input, false);
});

// What is typed over a choice is no longer that choice.
document.addEventListener("input", (event) => {
  const input = combobox(event.target);
  if (!input) return;
  parts(input).hidden.value = "";
  if (!input.value.trim()) show(input, false);
});

// On a slow network somebody types before the scripts are here: it is looked up as soon as they are.
document.addEventListener("htmx:load", (event) => {
  for (const input of event.target.querySelectorAll("[data-combobox] input[role=combobox]")) {
    if (input.value === input.defaultValue) continue;
    parts(input).hidden.value = "";
    input.dispatchEvent(new Event("typed-before"));
  }
});

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("[data-combobox] [role=option]:not([aria-disabled])");
  if (option) {
    event.preventDefault(); // the text field keeps the focus
    choose(option.closest("[data-combobox]").querySelector("[role=combobox]"), option);
  }
});
document.addEventListener("focusout", (event) => {
  const box = event.target.closest?.("[data-combobox]");
  if (box && !box.contains(event.relatedTarget)) show(box.querySelector("[role=combobox]"), false);
});

document.addEventListener("htmx:configRequest", (event) => {
  const input = combobox(event.detail.elt);
  if (!input) return;
  event.detail.parameters.q = input.value.trim();
  delete event.detail.parameters[input.name];
  if (!input.value.trim()) event.preventDefault();
});
document.addEventListener("htmx:afterSwap", (event) => {
  const list = event.detail.target.closest?.("[data-combobox] [role=listbox]");
  if (!list) return;
  const input = list.closest("[data-combobox]").querySelector("[role=combobox]");
  list.querySelectorAll("[role=option]").forEach((option, index) => {
    option.id = `${list.id}-${index}`;
  });
  if (document.activeElement === input) show(input, true);
});
