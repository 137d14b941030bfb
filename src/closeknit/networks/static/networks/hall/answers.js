// What an answer means for the notes that were sent. Only an answer that carries our mark, the number of
// the batch and the number of a note is word of that note: a wifi that wants to be paid answers 200 too.
export const MARK = "hall-1";
export const DONE = "done"; // items holds what became of each
export const KEY = "key"; // the form's key has grown old: get a new one and send again
export const SMALLER = "smaller"; // too much at once
export const LATER = "later"; // keep all, try again
export const NEVER = "never"; // refused as a whole, and for good

const AGAIN = new Set([408, 413, 425, 429]);
const OUTCOMES = new Set(["kept", "both-kept", "refused"]);

export async function judge(response, batch, sent) {
  if (response.type === "opaqueredirect" || response.redirected)
    return { verdict: LATER, why: "portal" };
  const said = await ours(response);
  if (response.ok) {
    if (!said) return { verdict: LATER, why: isPage(response) ? "portal" : "broken" };
    if (said.batch !== batch) return { verdict: LATER, why: "broken" };
    const items = known(said.items, sent);
    return items.length
      ? { verdict: DONE, items, now: said.now }
      : { verdict: LATER, why: "broken" };
  }
  if (response.status === 413) return { verdict: SMALLER, why: "busy" };
  if (response.status === 403 && !said) return { verdict: KEY, why: "key" };
  if (response.status >= 500 || AGAIN.has(response.status)) {
    return { verdict: LATER, why: "busy", wait: seconds(response.headers.get("Retry-After")) };
  }
  if (said?.refused) return { verdict: NEVER, why: "refused", sentence: said.refused };
  return { verdict: LATER, why: "portal" };
}

export async function ours(response) {
  if (!(response.headers.get("Content-Type") ?? "").startsWith("application/json")) return null;
  try {
    const said = await response.json();
    return said?.closeknit === MARK ? said : null;
  } catch {
    return null; // cut off in the middle
  }
}

function known(items, sent) {
  const asked = new Set(sent);
  const isWord = (one) => asked.has(one?.client_id) && OUTCOMES.has(one.outcome);
  return Array.isArray(items) ? items.filter(isWord) : [];
}

function isPage(response) {
  return (response.headers.get("Content-Type") ?? "").includes("html");
}

function seconds(words) {
  const number = Number.parseInt(words ?? "", 10);
  return Number.isFinite(number) && number > 0 ? Math.min(number, 120) * 1000 : 0;
}
