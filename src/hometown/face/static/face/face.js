// face.js — what a page does better with a script. Every page works without it.

const html = document.documentElement;
let leaving = false; // a form was sent: the page may go

// The error summary takes the focus, so that a screen reader begins with what has to be changed.
function focusErrors(root) {
  root.querySelector?.("[data-focus]")?.focus();
}

// A link of the summary reaches the field itself, not only its place on the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) {
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
});

// One press sends a form once. The button stays readable: it is busy, not disabled.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  event.submitter?.setAttribute("aria-busy", "true");
  leaving = true;
});
// A page that comes back from the browser's memory may send again.
window.addEventListener("pageshow", () => {
  leaving = false;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

// What was typed is not lost by a slip: forms with data-guard ask before the page is left.

const before = new WeakMap();
const written = (form) => new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, value.name ?? value])).toString();
function guard(root) {
  for (const form of root.querySelectorAll?.("form[data-guard]") ?? []) before.set(form, written(form));
}
window.addEventListener("beforeunload", (event) => {
  if (leaving) return;
  const touched = [...document.querySelectorAll("form[data-guard]")].some((form) => before.has(form) && before.get(form) !== written(form));
  if (touched) event.preventDefault();
});

// data-opens="id" opens a dialog that stands in the page; its [data-closes] buttons close it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens)?.showModal();
  }
  if (event.target.closest?.("[data-closes]")) event.target.closest("dialog")?.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

// The phone's menu: focus goes in when it opens and back when it closes; Escape closes it.
let opened = false;
function menu() {
  const open = location.hash === "#menu" && matchMedia("(max-width: 61.99rem)").matches;
  if (open) document.querySelector(".side-close")?.focus();
  else if (opened) document.querySelector(".tabbar-all")?.focus();
  opened = open;
}
window.addEventListener("hashchange", menu);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (location.hash === "#menu") history.back();
  for (const each of document.querySelectorAll("details.menu[open]")) {
    each.open = false;
    each.querySelector("summary").focus();
  }
});

// data-key="n" is the key that presses a button or enters a field, while nobody types and no dialog is open.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
  const meant = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.matches("a, button")) meant.click();
  else meant.querySelector("input:not([type=hidden])")?.focus();
});

// htmx: an answer that names its own place (HX-Retarget) is shown there whatever its status; the rest says what to do.
const messages = document.getElementById("messages");
function say(words) {
  if (!messages) return;
  const box = document.createElement("div");
  box.className = "notice notice--red";
  box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = words;
  box.append(text);
  messages.replaceChildren(box);
  box.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400 && event.detail.xhr.getResponseHeader("HX-Retarget")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:responseError", () => say(messages?.dataset.broken));
document.addEventListener("htmx:sendError", () => say(messages?.dataset.lost));
document.addEventListener("htmx:load", (event) => {
  focusErrors(event.detail.elt);
  guard(event.detail.elt);
});

focusErrors(document);
guard(document);
menu();
html.classList.add("has-script");
