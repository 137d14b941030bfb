// The square on a sheet carries its code behind the #, which no server is told. Types it in, and takes it out of
// the address. Without scripts one types it oneself.
const code = new URLSearchParams(location.hash.slice(1)).get("code");
const box = document.querySelector("input[name=code]");
if (code && box) {
  box.value = code.slice(0, 40);
  history.replaceState(history.state, "", location.pathname + location.search);
}
