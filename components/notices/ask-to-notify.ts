/** Lets the browser ask, which it does on a press only. Gives why it will show nothing; `undefined` when it will. */
export async function askToNotify(): Promise<string | undefined> {
  if (!("Notification" in window)) {
    return "This browser shows no notifications, or only to pages that came over https or from this machine.";
  }
  const permission =
    Notification.permission === "default" ? await Notification.requestPermission() : Notification.permission;
  if (permission === "granted") return undefined;
  return permission === "denied"
    ? "This browser does not let Keepwatch show notifications. Its settings for this site can change that."
    : "The browser's question was left open, so nothing was chosen.";
}
