/** Browsers keep cookies by host and not by port, and two consoles may run on one machine. */
export function cookiePrefix({ isSecure, port }: { isSecure: boolean; port: number }): string {
  return `${isSecure ? "__Host-" : ""}keepwatch-${port}`;
}
