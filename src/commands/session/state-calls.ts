import type { Emit } from '../../events.js';
import { callLine } from '../../ui/plain.js';
import { printable } from '../../ui/printable.js';
import type { Display } from '../request.js';
import { plainText } from '../../plain-text.js';

/**
 * Has calls to the bucket of a state told as what they are. They belong to no step, whoever waits for them. The text that
 * they carry is left out: what containers are given in their environment is in a state as it is.
 */
export const tellingOfState =
  (emit: Emit): Emit =>
  (event) => {
    if (event.type !== 'call') return;
    const { step: _, ...call } = event;
    emit({ ...call, about: 'state', input: withoutText(call.input) });
  };

function withoutText(input: unknown): unknown {
  const { Body, ...others } = Object(input) as { readonly Body?: unknown };
  return Body === undefined ? input : { ...others, Body: `(${Buffer.byteLength(plainText(Body))} bytes)` };
}

/** For a command that prints an answer and has no run: with `--verbose`, each call is a line on stderr. */
export function callsOnStderr({ verbose, json }: Pick<Display, 'verbose' | 'json'>): Emit {
  return (event) => {
    if (verbose && !json && event.type === 'call')
      process.stderr.write(`${callLine(printable({ ...event, time: '' }))}\n`);
  };
}
