import { expect, test } from "@playwright/test";
import { addressBlock } from "./address-block";

const blocks: [address: string, block: string][] = [
  ["192.0.2.7", "192.0.2.7"],
  ["unknown", "unknown"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:db8::9", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8::", "2001:db8:0:0::/64"],
  ["1:2:3:4:5:6:7::", "1:2:3:4::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
];
for (const [address, block] of blocks) {
  test(`${address} is of ${block}`, () => {
    expect(addressBlock(address)).toBe(block);
  });
}
