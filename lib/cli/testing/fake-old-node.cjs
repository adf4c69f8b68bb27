// Preloaded into the launcher, which then takes the Node it runs on for one that is too old.
Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.18.3" } });
