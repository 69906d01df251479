// The page that keeps passports for reading offline. All of it happens in this browser.
"use strict";

const KEPT = "kept-passports";
const VIEWS = ["", "view=values", "view=history", "view=disassembly"];
const page = document.querySelector("[data-worker]");
const words = page.dataset;

if ("serviceWorker" in navigator && "caches" in window) {
  document.querySelector("#needs").hidden = true;
  page.hidden = false;
  list();
  const form = document.querySelector("#keep");
  if (form) form.addEventListener("submit", keep);
}

async function keep(event) {
  event.preventDefault();
  const form = event.target;
  const told = form.querySelector("[role=status]");
  told.textContent = words.working;
  try {
    const cache = await caches.open(KEPT);
    for (const view of VIEWS) {
      const address = of(form.dataset.path, view);
      await cache.put(address, await copyOf(address));
    }
    await navigator.serviceWorker.register(words.worker, { scope: "/" });
    await navigator.serviceWorker.ready;
    told.textContent = words.done;
  } catch (error) {
    told.textContent = words.failed;
  }
  list();
}

function of(path, view) {
  return view ? path + (path.includes("?") ? "&" : "?") + view : path;
}

// The page as it was sent, with a notice in it that this is a copy and of which day.
async function copyOf(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(response.status);
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  const notice = document.createElement("div");
  notice.className = "note warn";
  notice.append(document.createElement("p"));
  notice.firstChild.textContent = words.notice.replace("{day}", day);
  const text = await response.text();
  const headers = {};
  for (const name of ["Content-Type", "Content-Language", "Content-Security-Policy"]) {
    if (response.headers.has(name)) headers[name] = response.headers.get(name);
  }
  return new Response(text.replace(/<main [^>]*>/, (main) => main + notice.outerHTML), { headers });
}

async function list() {
  const cache = await caches.open(KEPT);
  const kept = document.querySelector("#kept");
  kept.replaceChildren();
  for (const request of await cache.keys()) {
    const address = new URL(request.url);
    if (address.searchParams.has("view")) continue;
    const text = await (await cache.match(request, { ignoreVary: true })).text();
    const title = new DOMParser().parseFromString(text.replace(/<style>[^]*?<\/style>/, ""), "text/html").title;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address.pathname + address.search;
    link.textContent = title;
    const button = document.createElement("button");
    button.className = "btn";
    button.textContent = words.forget;
    button.setAttribute("aria-label", words.forget + ": " + title);
    button.addEventListener("click", () => forget(link.getAttribute("href")));
    item.append(link, " ", button);
    kept.append(item);
  }
  document.querySelector("#none").hidden = kept.children.length > 0;
}

async function forget(path) {
  const cache = await caches.open(KEPT);
  for (const view of VIEWS) await cache.delete(of(path, view), { ignoreVary: true });
  if ((await cache.keys()).length === 0) {
    const registration = await navigator.serviceWorker.getRegistration("/");
    if (registration) await registration.unregister();
  }
  list();
}
