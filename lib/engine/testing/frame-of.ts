type FrameOptions = { opcode?: number; isFinal?: boolean; mask?: Buffer };

/** A WebSocket frame, as RFC 6455 has it. */
export function frameOf(payload: Buffer, { opcode = 1, isFinal = true, mask }: FrameOptions = {}): Buffer {
  return Buffer.concat([frameHead(payload.length, { opcode, isFinal, mask }), masked(payload, mask)]);
}

/** What stands before a payload of so many bytes. */
export function frameHead(length: number, { opcode = 1, isFinal = true, mask }: FrameOptions = {}): Buffer {
  const maskBit = mask ? 0x80 : 0;
  const first = (isFinal ? 0x80 : 0) | opcode;
  if (length < 126) return Buffer.concat([Buffer.from([first, maskBit | length]), mask ?? Buffer.alloc(0)]);
  const isShort = length < 65_536;
  const extended = Buffer.alloc(isShort ? 2 : 8);
  if (isShort) extended.writeUInt16BE(length);
  else extended.writeBigUInt64BE(BigInt(length));
  return Buffer.concat([Buffer.from([first, maskBit | (isShort ? 126 : 127)]), extended, mask ?? Buffer.alloc(0)]);
}

function masked(payload: Buffer, mask: Buffer | undefined): Buffer {
  return mask ? Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))) : payload;
}
