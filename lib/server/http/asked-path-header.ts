/** Written by proxy.ts on every request for a page: its path and query, which Next tells no layout. */
export const ASKED_PATH_HEADER = "x-keepwatch-asked-path";
