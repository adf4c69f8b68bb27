type HttpErrorOptions = { code?: string; headers?: Readonly<Record<string, string>> };

/** A refusal whose message the caller may read. */
export class HttpError extends Error {
  override name = "HttpError";
  readonly code: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly statusCode: number,
    message: string,
    { code, headers = {} }: HttpErrorOptions = {},
  ) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}
