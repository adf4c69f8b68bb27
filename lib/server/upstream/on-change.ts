/** Passes a value on only when it differs from the one before, as JSON: for reports that would repeat every second. */
export function onChange<Value>(listener: (value: Value) => void): (value: Value) => void {
  let last: string | undefined;
  return (value) => {
    const text = JSON.stringify(value);
    if (text === last) return;
    last = text;
    listener(value);
  };
}
