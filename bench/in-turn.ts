/** Each run begins with another one, so that nobody always comes after the same. */
export function inTurn<T>(ways: readonly T[], run: number): readonly T[] {
  const first = ((run % ways.length) + ways.length) % ways.length;
  return [...ways.slice(first), ...ways.slice(0, first)];
}
