// Has the browser keep this page, so that it opens without a network.
export async function keepPage({ worker, scope }) {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(worker, { scope });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: location.pathname });
}
