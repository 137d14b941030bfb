// The words of the page, as the hub gave them, with what belongs into them.
export const saying = (words) => {
  const filled = (text, more) => text.replace(/\{(\w+)\}/g, (_all, key) => String(more[key] ?? ""));
  return (name, more = {}) => filled(words[name] ?? "", more);
};

export const clock = (time) => `${time.getHours()}.${String(time.getMinutes()).padStart(2, "0")}`;
