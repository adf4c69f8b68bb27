/**
 * Whether a Host header names this machine. A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding) and
 * would then be same-origin with us, but it cannot change the name that the browser sends.
 */
export function isLoopbackHost(host: string | null): boolean {
  if (!host || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
