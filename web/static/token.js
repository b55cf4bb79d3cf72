// The token that writes need: it comes in the address, and is kept for the browser's session.

const KEY = "geomap-token";

/** Take the token out of the address, now and when one is opened in this very tab. */
export function keepToken() {
  takeToken();
  window.addEventListener("hashchange", takeToken);
}

/** Keep the token and no address with it, so that no link that is passed on holds it. */
function takeToken() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (!parts.has("token")) {
    return;
  }
  sessionStorage.setItem(KEY, parts.get("token"));
  parts.delete("token");
  const rest = parts.toString();
  history.replaceState(null, "", rest ? `#${rest}` : location.pathname + location.search);
}

/** The token, or null where the page was opened without one. */
export const token = () => sessionStorage.getItem(KEY);
