// The one notice at the top of the page: what is wrong with the line, said calmly, from when on.
const WORDS = {
  away: ["no_signal", "carry_on"],
  portal: ["portal", "portal_words"],
  broken: ["busy", "busy_words"],
  busy: ["busy", "busy_words"],
  key: ["busy", "busy_words"],
  stuck: ["stuck", "stuck_words"],
  cannot: ["cannot", "cannot_words"],
};

export class Notices {
  constructor(part, { say, time }) {
    Object.assign(this, { part, say, time, why: "", since: "" });
  }

  show(why) {
    if (why === this.why) return;
    this.why = why;
    this.since = this.time();
    this.part.hidden = !WORDS[why];
    if (!WORDS[why]) return;
    const [title, words] = WORDS[why];
    this.part.querySelector("[data-notice-title]").textContent = this.say(title, {
      time: this.since,
    });
    this.part.querySelector("[data-notice-words]").textContent = this.say(words);
    this.part.querySelector("[data-notice-wifi]").hidden = why !== "portal";
  }
}
