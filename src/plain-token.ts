/** An idempotency token for an API that takes letters and digits only, 32 at most: a UUID without its hyphens. */
export const plainToken = (token: string): string => token.replaceAll('-', '').slice(0, 32);
