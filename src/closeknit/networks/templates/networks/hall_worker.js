{% autoescape off %}// Keeps the pages of the hall, and what they are drawn with, for when there is no network. What is sent and
// asked for there goes past it: nothing that people wrote is kept here but what stands on those pages.
const EDITION = "hall-{{ edition }}";
const HALL = "{{ hall }}";
const OURS = "X-Closeknit";
const KEPT = new Set([{% for address in kept %}
  "{{ address }}",{% endfor %}
]);
const PAGE = /^[a-z0-9]{6,10}\/$/;

const isPage = (url) => url.pathname.startsWith(HALL) && PAGE.test(url.pathname.slice(HALL.length));
const isOurs = (answer) => answer.ok && !answer.redirected && answer.headers.has(OURS);

async function pagesOfBefore() {
  const names = (await caches.keys()).filter((name) => name.startsWith("hall-"));
  const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return [...new Set(lists.flat().map((request) => request.url))].filter((url) => isPage(new URL(url)));
}

// A page is kept beside the files of its own edition only, so that it is never drawn with others.
async function keep(address, answer) {
  const page = answer ?? (await fetch(address, { cache: "no-store", redirect: "manual" }));
  if (isOurs(page) && `hall-${page.headers.get(OURS)}` === EDITION) {
    await (await caches.open(EDITION)).put(new URL(address, location.href).pathname, page);
  }
}

addEventListener("install", (event) => {
  const fetchAll = async () => {
    await (await caches.open(EDITION)).addAll([...KEPT]);
    await Promise.all((await pagesOfBefore()).map((address) => keep(address)));
    await skipWaiting();
  };
  event.waitUntil(fetchAll());
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("hall-") && name !== EDITION);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep).catch(() => {}));
});

async function fresh(event) {
  const kept = await (await caches.open(EDITION)).match(new URL(event.request.url).pathname);
  try {
    const answer = await fetch(event.request, kept ? { signal: AbortSignal.timeout(5000) } : {});
    if (!isOurs(answer)) return kept ?? answer;
    event.waitUntil(keep(event.request.url, answer.clone()));
    return answer;
  } catch (failed) {
    if (kept) return kept;
    throw failed;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (KEPT.has(url.pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === "navigate" && isPage(url) && !url.search) {
    event.respondWith(fresh(event));
  }
});
{% endautoescape %}
