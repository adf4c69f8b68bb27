const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * The elements of a JSON array, as they are written and without parsing them: each byte is one character, which
 * `parseElement` undoes. Nothing but the array's own brackets and commas is checked, and they are only where these say
 * when every element parses; all of that together is what makes the whole valid JSON. Throws a SyntaxError.
 */
export function splitJsonArray(json: Uint8Array): string[] {
  const splitter = new JsonArraySplitter();
  const elements = splitter.push(json);
  splitter.end();
  return elements;
}

export function parseElement(element: string): unknown {
  return JSON.parse(Buffer.from(element, "latin1").toString());
}

/** `splitJsonArray` for an array that comes in chunks, cut anywhere. */
export class JsonArraySplitter {
  #place: "before" | "within" | "after" = "before";
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** What earlier chunks had of the element that is under way. */
  #begun = "";
  #isFirst = true;

  /** The elements that this chunk ends. */
  push(chunk: Uint8Array): string[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const elements: string[] = [];
    let at = this.#place === "before" ? this.#open(bytes) : 0;
    let start = at;
    const take = () => {
      elements.push(this.#begun + bytes.toString("latin1", start, at));
      this.#begun = "";
      this.#isFirst = false;
      start = at + 1;
    };
    let depth = this.#depth;
    // In UTF-8 a byte of one of these characters is never a part of another one.
    for (; at < bytes.length && depth > 0; at += 1) {
      if (this.#isInString) {
        at = this.#endOfString(bytes, at);
        continue;
      }
      switch (bytes[at]) {
        case QUOTE:
          at = this.#endOfString(bytes, at + 1);
          break;
        case OPEN_BRACKET:
        case OPEN_BRACE:
          depth += 1;
          break;
        case COMMA:
          if (depth === 1) take();
          break;
        case CLOSE_BRACKET:
        case CLOSE_BRACE:
          depth -= 1;
          if (depth > 0) break;
          if (bytes[at] !== CLOSE_BRACKET) throw misplaced();
          if (!this.#isFirst || !isSpace(this.#begun + bytes.toString("latin1", start, at))) take();
          this.#place = "after";
      }
    }
    this.#depth = depth;
    if (this.#place === "within") this.#begun += bytes.toString("latin1", start);
    if (this.#place === "after" && skipSpace(bytes, at) < bytes.length) throw misplaced();
    return elements;
  }

  /** Throws unless all of the array has come. */
  end(): void {
    if (this.#place !== "after") throw new SyntaxError("The JSON ends within its array.");
  }

  /** Where the first element begins. */
  #open(bytes: Uint8Array): number {
    const at = skipSpace(bytes, 0);
    if (at >= bytes.length) return at;
    if (bytes[at] !== OPEN_BRACKET) throw new SyntaxError("The JSON is no array.");
    this.#place = "within";
    this.#depth = 1;
    return at + 1;
  }

  /** The place of the closing quote, or the end of the chunk. */
  #endOfString(bytes: Uint8Array, from: number): number {
    let at = this.#isEscaped ? from + 1 : from;
    while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
    this.#isEscaped = at > bytes.length;
    this.#isInString = at >= bytes.length;
    return at;
  }
}

function isSpace(text: string): boolean {
  return /^[\t\n\r ]*$/.test(text);
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
  return at;
}

function misplaced(): SyntaxError {
  return new SyntaxError("Something else than the end follows the JSON's array.");
}
