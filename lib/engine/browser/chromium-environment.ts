type Environment = Readonly<Record<string, string | undefined>>;

const PASSED = [
  /^(PATH|HOME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TEMP|TMP)$/,
  /^(DISPLAY|XDG_\w+|FONTCONFIG_\w+|LD_LIBRARY_PATH)$/,
  // What the start scripts of distributions read.
  /^(CHROMIUM_FLAGS|CHROMIUM_USER_FLAGS|CHROME_DEVEL_SANDBOX|CHROME_WRAPPER)$/,
  // Where the machine reaches the web through a proxy only, so do its browsers.
  /^(HTTP|HTTPS|ALL|NO)_PROXY$/,
  /^(SYSTEMROOT|SYSTEMDRIVE|WINDIR|PROGRAMFILES.*|PROGRAMW6432|PROGRAMDATA|LOCALAPPDATA|APPDATA|USERPROFILE)$/,
];

/**
 * What a browser needs of the engine's environment. The rest holds the engine's key and a console's database, and any
 * process of the same user can read it off a browser that runs untrusted pages.
 */
export function chromiumEnvironment(env: Environment): Environment {
  // Windows spells Path and SystemRoot, proxies are mostly set in small letters.
  const isPassed = (name: string) => PASSED.some((pattern) => pattern.test(name.toUpperCase()));
  return Object.fromEntries(Object.entries(env).filter(([name]) => isPassed(name)));
}
