// Calls back once, when nothing more has come for a while.
export const debounce = (call, milliseconds) => {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...given), milliseconds);
  };
};
