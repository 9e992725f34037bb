/** A request, from a socket or from a client in this process. */
export interface WireRequest {
  readonly method: string;
  /** Percent escapes are not decoded, so that an escaped slash inside a label does not split the path. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path and query as they were sent; absent where nobody has kept them. */
  readonly target?: string | undefined;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Each is a header `Set-Cookie` of its own. */
  readonly cookies?: readonly string[] | undefined;
  readonly body: string | Uint8Array;
}

/** Members by their names: the input or output of an operation, as handlers and the SDK's callers see it. */
export interface Fields {
  readonly [member: string]: unknown;
}

/** An answer in plain text, for clients that are not AWS clients. */
export const plainTextResponse = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${body}\n`,
});

/**
 * A request that cannot be read as its operation's input. Each protocol has its own error code for it.
 * The message is for the caller and names the place: `tags.0.key: a string is wanted, got 5`.
 */
export class MalformedRequest extends Error {
  constructor(
    readonly path: string,
    readonly what: string,
  ) {
    super(path ? `${path}: ${what}` : what);
    this.name = 'Malformed';
  }

  /** The same, where what was read is a part of something. */
  below(part: string): MalformedRequest {
    return new MalformedRequest(this.path ? `${part}.${this.path}` : part, this.what);
  }
}

/** A query parameter that the operation's input does not have. */
export class UnknownParameter extends Error {
  constructor(readonly parameter: string) {
    super(`The parameter ${parameter} is not recognized`);
    this.name = 'UnknownParameter';
  }
}
