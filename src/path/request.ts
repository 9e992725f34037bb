/** What a client asks. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers?: { readonly [name: string]: string } | undefined;
}

/** The port that it is sent to: that of the URL, or the one of its protocol. */
export const portOf = ({ url }: Pick<Request, 'url'>): number =>
  Number(url.port || (url.protocol === 'https:' ? 443 : 80));
