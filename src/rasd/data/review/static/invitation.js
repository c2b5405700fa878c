// The code of an invitation stands behind the # of its address, which browsers send to nobody. It
// goes into the form, and out of the address, so that the history of the browser keeps no code.

const field = document.getElementById("code");
const code = decodeURIComponent(location.hash.slice(1));

if (code) {
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
}
(code ? document.getElementById("password") : field).focus();
