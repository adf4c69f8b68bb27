import { isIPv6 } from "node:net";

/** What one client may have of addresses: an IPv4 address, or the 64-bit block that IPv6 gives to every connection. */
export function addressBlock(address: string): string {
  if (!isIPv6(address)) return address;
  const [withoutZone = ""] = address.split("%");
  // The URL parser writes every address in one way, with the longest run of zeros as `::`.
  const [head = "", tail] = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1).split("::");
  const groups = head.split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(":").filter(Boolean).length;
  const expanded = [...groups, ...Array<string>(zeros).fill("0"), ...(tail?.split(":").filter(Boolean) ?? [])];
  return `${expanded.slice(0, 4).join(":")}::/64`;
}
