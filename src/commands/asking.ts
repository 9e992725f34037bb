import type { Place } from '../../state/schema.js';
import { FailureError } from '../failure.js';
import { confirm, type Proposal } from '../ui/confirm.js';
import { colorsFor } from '../ui/terminal.js';
import type { Arguments } from './options.js';
import { shownPlace } from './place.js';

/** On the sandbox nothing is asked. */
export const mustAsk = ({ yes, sandbox }: Arguments): boolean => !yes && !sandbox;

/** Whether there is a person to ask. With `--json`, stdout is not for questions. */
export const mayAsk = ({ json }: Arguments): boolean => !json && process.stdin.isTTY === true && process.stdout.isTTY === true;

/**
 * Shows what is about to be done, and asks whether to go ahead.
 * @throws FailureError where the answer was no, or Ctrl-C
 */
export async function requireYes(place: Place, proposal: Pick<Proposal, 'command' | 'changes' | 'note' | 'cost'>): Promise<void> {
  const { stdin, stdout, env } = process;
  const answer = await confirm({ stack: place.stack, ...shownPlace(place), ...proposal }, { stdin, stdout, colors: colorsFor(stdout, env) });
  if (answer === 'interrupted') throw new FailureError({ code: 'interrupted', unfinished: [] });
  if (answer === 'no') throw new FailureError({ code: 'declined' });
}
