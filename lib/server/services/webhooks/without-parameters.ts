/** A failed query quotes its parameters, and a secret among them would be logged. What the database said stays. */
export function withoutParameters(message: string): (error: unknown) => never {
  return (error) => {
    throw new Error(message, { cause: error instanceof Error ? error.cause : undefined });
  };
}
