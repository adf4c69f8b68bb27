const SECRETS: readonly [pattern: RegExp, replacement: string][] = [
  [/(signingKey=)[^\s"'&\\]+/gi, "$1[redacted]"],
  [
    /((?:connectUrl|seleniumRemoteUrl|signingKey|apiKey|x-bb-api-key)\\?"?\s*[:=]\s*\\?"?)[^\s"',\\}]+/gi,
    "$1[redacted]",
  ],
  [/bb_[a-z]+_[\w-]+/g, "[redacted]"],
  [/whsec_[\w+/=]+/g, "[redacted]"],
  [/(hooks\.slack(?:-gov)?\.com\/)[^\s"'\\,]+/g, "$1[redacted]"],
];

/**
 * Takes connect URLs, signing keys and API keys out of a text, whoever put them there.
 *
 * @param known secrets that may look like anything, such as a key that a person chose
 */
export function redactSecrets(text: string, known: readonly string[] = []): string {
  const withoutKnown = known.reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text);
  return SECRETS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), withoutKnown);
}
