// Loaded before Next, which does not mind losing the launcher. The console hears of it too, and may close its database.
const CLOSING_MS = 2_000;

process.on("disconnect", () => setTimeout(() => process.exit(1), CLOSING_MS));
