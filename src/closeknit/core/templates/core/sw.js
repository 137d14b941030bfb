{% autoescape off %}// Keeps one page for when there is no network, and what that page is drawn with. Nothing else is
// ever kept: no page of a person, no answer of the hub.
const EDITION = "closeknit-{{ edition }}";
const OFFLINE = "{{ offline }}";
const KEPT = new Set([{% for address in kept %}
  "{{ address }}",{% endfor %}
]);

addEventListener("install", (event) => {
  event.waitUntil(caches.open(EDITION).then((cache) => cache.addAll([OFFLINE, ...KEPT])));
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("closeknit-") && name !== EDITION; // the hall keeps its own
  const forget = (names) => names.filter(isOld).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(forget(names))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const kept = KEPT.has(new URL(request.url).pathname);
  if (request.method !== "GET" || !(kept || request.mode === "navigate")) return;
  const instead = kept ? request : OFFLINE;
  event.respondWith(fetch(request).catch(() => caches.match(instead)));
});
{% endautoescape %}
