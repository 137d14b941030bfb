// Leaves nothing on a tablet that belongs to the hall: what was written, the pages kept, who wrote.
import { forget } from "./keeping.js";

export async function wipe(scope) {
  await forget();
  for (const name of await caches.keys()) if (name.startsWith("hall-")) await caches.delete(name);
  for (const store of [localStorage, sessionStorage]) {
    for (const name of Object.keys(store)) if (name.startsWith("hall-")) store.removeItem(name);
  }
  const registration = await navigator.serviceWorker?.getRegistration(scope);
  if (registration && new URL(registration.scope).pathname === scope)
    await registration.unregister();
}
