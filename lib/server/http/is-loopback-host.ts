/**
 * Whether a Host header names this machine. A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding) and
 * would then be same-origin with us, but it cannot change the name that the browser sends.
 */
export function isLoopbackHost(host: string | null): boolean {
  if (!host || !URL.canParse(`http://${host}`)) return false;
  const { hostname, host: spelled } = new URL(`http://${host}`);
  // Nothing else but a host: `evil@127.0.0.1` and `localhost/x` are none, and would end up in addresses made of it.
  if (![spelled, `${spelled}:80`].includes(host.toLowerCase())) return false;
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
