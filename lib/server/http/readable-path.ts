/**
 * The address as it was asked for, or one that leads nowhere when its path has escapes that are no UTF-8: Next answers
 * such a path by a failure of its own (500), and nothing here can have that name.
 */
export function readablePath(url: string): string {
  const [path = ""] = url.split("?", 1);
  if (isReadable(path)) return url;
  return path.startsWith("/api/") ? "/api/not-readable" : "/not-readable";
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
