import { setNonce } from "get-nonce";

// A modal dialog locks the page behind it by a style element, which the page's policy takes by its nonce only. It is
// read off a script of the document, since the policy of the first answer holds until the document goes.
if (typeof document !== "undefined") {
  const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
  if (nonce) setNonce(nonce);
}
