/** What the person who starts Keepwatch for the first time reads, from the launcher or from the server itself. */
export function firstRunSentence(link: string): string {
  return `Nobody has an account yet. To become the admin, open this link in a browser on this machine; it works once, for an hour:\n  ${link}`;
}
