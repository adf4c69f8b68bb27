const desktop = { width: 1280, height: 800 };
const phone = { width: 375, height: 812 };

/** What a page is looked at in for its accessibility; `title` names the tests. */
export const LOOKS = [
  { title: "light", options: { colorScheme: "light", viewport: desktop } },
  { title: "dark", options: { colorScheme: "dark", viewport: desktop } },
  { title: "on a phone", options: { colorScheme: "light", viewport: phone, hasTouch: true } },
] as const;

/** Between the table and a phone's cards. */
export const TABLET = {
  title: "on a tablet",
  options: { colorScheme: "light", viewport: { width: 768, height: 1024 } },
} as const;
