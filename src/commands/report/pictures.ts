import { FailureError } from '../../failure.js';
import type { Display } from '../request.js';

/** A picture is for a file or a program. @param instead what to type @throws FailureError `bad-usage` */
export function requireNoTerminal({ json }: Display, instead: string): void {
  if (json || !process.stdout.isTTY) return;
  const message = 'an SVG picture is not for a terminal';
  throw new FailureError({ code: 'bad-usage', message, hint: `write it to a file: ${instead}` });
}
