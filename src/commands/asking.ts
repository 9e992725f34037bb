import { FailureError } from '../failure.js';
import type { Answer } from '../ui/confirm.js';
import type { Arguments } from './options.js';

/** On the sandbox nothing is asked. */
export const mustAsk = ({ yes, sandbox }: Arguments): boolean => !yes && !sandbox;

/** Whether there is a person to ask. With `--json`, stdout is not for questions. */
export const mayAsk = ({ json }: Arguments): boolean => !json && process.stdin.isTTY === true && process.stdout.isTTY === true;

/** @throws FailureError where the answer was no, or Ctrl-C */
export function requireYes(answer: Answer): void {
  if (answer === 'interrupted') throw new FailureError({ code: 'interrupted', unfinished: [] });
  if (answer === 'no') throw new FailureError({ code: 'declined' });
}
