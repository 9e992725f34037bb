/** What a client asks. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers?: { readonly [name: string]: string } | undefined;
}
