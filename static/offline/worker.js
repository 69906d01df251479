// Serves the passports that the reader chose to keep when the network does not. It sends nothing
// anywhere: each page is asked for as if this were not here, and only a failure is made up for.
"use strict";

const KEPT = "kept-passports";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(answer(request));
  }
});

async function answer(request) {
  let failure;
  try {
    const response = await fetch(request);
    if (response.status < 500) return response;
    failure = () => response;
  } catch (error) {
    failure = () => Promise.reject(error);
  }
  const kept = await (await caches.open(KEPT)).match(request.url, { ignoreVary: true });
  return kept || failure();
}
