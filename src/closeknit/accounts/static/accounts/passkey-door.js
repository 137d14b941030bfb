// Lets the form inside send what a passkey answered. Without scripts, or in a browser without passkeys,
// the words inside stay and the form stays hidden.
const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
};
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const keys = (list) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

const make = async (asked) => {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: keys(asked.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey });
  return envelope(made, { attestationObject: text(made.response.attestationObject) });
};

const show = async (asked) => {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: keys(asked.allowCredentials),
  };
  const shown = await navigator.credentials.get({ publicKey });
  const { authenticatorData, signature, userHandle } = shown.response;
  const more = { authenticatorData: text(authenticatorData), signature: text(signature) };
  return envelope(shown, userHandle ? { ...more, userHandle: text(userHandle) } : more);
};

const envelope = (key, response) => ({
  id: key.id,
  rawId: text(key.rawId),
  type: key.type,
  clientExtensionResults: {},
  response: { clientDataJSON: text(key.response.clientDataJSON), ...response },
});

class PasskeyDoor extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    for (const words of this.querySelectorAll("[data-without]")) words.hidden = true;
    this.hidden = false;
    this.form = this.querySelector("form");
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => this.ask(event));
  }

  async ask(event) {
    event.preventDefault();
    if (!this.form.reportValidity()) return;
    const said = this.querySelector("[role=status]");
    said.textContent = "";
    try {
      const { publicKey } = await this.question();
      const answer = this.dataset.does === "make" ? await make(publicKey) : await show(publicKey);
      this.form.elements.answer.value = JSON.stringify(answer);
      this.form.submit();
    } catch {
      said.textContent = this.dataset.failed;
    }
  }

  async question() {
    const token = this.form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(this.dataset.question, {
      method: "POST",
      headers: { "X-CSRFToken": token },
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }
}

customElements.define("passkey-door", PasskeyDoor);
