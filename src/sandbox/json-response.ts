import type { WireResponse } from './wire/message.js';

/** An answer of the sandbox's own endpoints. */
export const json = (status: number, body: unknown): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(body)}\n`,
});
