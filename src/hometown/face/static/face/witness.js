// witness.js — this device is a witness of the book: it keeps a head, and proves that every later one continues it.
//
// The proof (RFC 9162 §2.1.4.2) is checked here and not on the server: who could change the book could also change what
// the server says of it. Needs HTTPS or localhost, where browsers have SHA-256; elsewhere nothing is kept.

const EVERY = 60 * 60 * 1000; // ms between two looks; a page that is opened sooner does not ask

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function parent(left, right) {
  return hex(await crypto.subtle.digest("SHA-256", Uint8Array.of(1, ...bytes(left), ...bytes(right))));
}

// Does the tree of `old` lines begin the tree of `size`? Hashes are hexadecimal; sizes may pass 2³¹, hence BigInt.
export async function isBeginning(old, oldRoot, size, root, path) {
  if (old === 0 || old === size) return path.length === 0 && (old === 0 || oldRoot === root);
  if (old > size || path.length === 0) return false;
  let first = BigInt(old) - 1n;
  let last = BigInt(size) - 1n;
  const up = () => {
    first >>= 1n;
    last >>= 1n;
  };
  const steps = BigInt(old) & (BigInt(old) - 1n) ? path : [oldRoot, ...path];
  while (first & 1n) up();
  let was = steps[0];
  let now = steps[0];
  for (const one of steps.slice(1)) {
    if (last === 0n) return false;
    if (first & 1n || first === last) {
      was = await parent(one, was);
      now = await parent(one, now);
      while (!(first & 1n) && first) up();
    } else now = await parent(now, one);
    up();
  }
  return last === 0n && was === oldRoot && now === root;
}

// --- what this device keeps: {first, last, looked, broken}; a head is {size, root, at} ------------------------------

const place = document.getElementById("witness"); // a template: what it says stands in no page until it is needed
let alarm = null;
const key = place && `hometown.heads${place.dataset.book ? `.${place.dataset.book}` : ""}`;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // no store, or not ours
  }
}

function keep(what) {
  try {
    localStorage.setItem(key, JSON.stringify(what));
  } catch {
    // A private window, or a full store: this device is no witness, and nothing else suffers.
  }
}

async function asked(since) {
  const url = since === null ? place.dataset.url : `${place.dataset.url}?since=${since}`;
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "omit", cache: "no-store" });
  if (answer.ok) return answer.json();
  if (answer.status === 400 && since !== null) return null; // the book is shorter than what was kept
  throw new Error(`no head: ${answer.status}`);
}

// An answer without a proof is no proof: who rewrote the book may well leave it out.
const isHash = (text) => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
function isWhole(told) {
  return Number.isSafeInteger(told?.size) && isHash(told.root) && Number.isSafeInteger(told.since?.size) && Array.isArray(told.since.path) && told.since.path.every(isHash);
}

async function look() {
  const had = kept();
  const at = Date.now();
  const told = await asked(had ? had.last.size : null);
  if (told && !isWhole(told)) {
    if (had) keep({ ...had, looked: at, broken: "changed" });
    return;
  }
  const head = told && { size: told.size, root: told.root, at };
  if (!had) keep({ first: head, last: head, looked: at, broken: "" });
  else if (!told) keep({ ...had, looked: at, broken: "shorter" });
  else if (told.since.size === had.last.size && (await isBeginning(had.last.size, had.last.root, told.size, told.root, told.since.path)))
    keep({ ...had, last: head, looked: at, broken: "" });
  else keep({ ...had, looked: at, broken: "changed" }); // the old head stays: it is the proof
}

function show() {
  const now = kept();
  if (!now) return;
  alarm?.remove();
  alarm = null;
  if (now.broken) {
    alarm = place.content.firstElementChild.cloneNode(true);
    alarm.querySelector(`[data-when=${now.broken}]`).hidden = false;
    alarm.querySelector("[data-size]").textContent = now.last.size;
    place.after(alarm);
  }
  for (const box of document.querySelectorAll("[data-kept]")) {
    box.hidden = false;
    box.querySelector("[data-keeps-anew]").hidden = !now.broken;
    const link = box.querySelector("a");
    link.href = `?head=${now.last.size}:${now.last.root}`;
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const facts = { size: now.last.size, root: now.last.root, since: when.format(now.first.at), looked: when.format(now.looked) };
    for (const [name, value] of Object.entries(facts)) box.querySelector(`[data-${name}]`).textContent = value;
  }
}

async function start() {
  if (!globalThis.crypto?.subtle) return;
  show();
  const had = kept();
  if (had && Date.now() - had.looked < EVERY && Date.now() >= had.looked) return;
  try {
    await look();
  } catch {
    return; // no network, or a server that is busy: the next page looks again
  }
  show();
}

if (place) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-keeps-anew]")) return;
    localStorage.removeItem(key);
    location.assign(location.pathname);
  });
  start();
}
