import type { Place } from '../../../state/schema.js';
import { FailureError } from '../../failure.js';
import { ask, confirm, type Proposal } from '../../ui/confirm.js';
import { proseWidth, wrapped } from '../../ui/prose.js';
import { colorsFor } from '../../ui/terminal.js';
import type { Display, RequestWith } from '../request.js';
import { shownPlace } from './endpoint.js';

/** On the sandbox nothing is asked. */
export const mustAsk = ({ yes, target }: RequestWith<'yes' | 'target'>): boolean => !yes && !target.sandbox;

/** Whether there is a person to ask. With `--json`, stdout is not for questions. */
export const mayAsk = ({ json }: Display): boolean =>
  !json && process.stdin.isTTY === true && process.stdout.isTTY === true;

/**
 * Shows what is about to be done, and asks whether to go ahead.
 * @throws FailureError where the answer was no, or Ctrl-C
 */
export async function requireYes(
  place: Place,
  proposal: Pick<Proposal, 'command' | 'what' | 'note' | 'cost'>,
): Promise<void> {
  const { stdin, stdout, env } = process;
  const answer = await confirm(
    { stack: place.stack, ...shownPlace(place), ...proposal },
    { stdin, stdout, colors: colorsFor(stdout, env) },
  );
  if (answer === 'interrupted') throw new FailureError({ code: 'interrupted', unfinished: [] });
  if (answer === 'no') throw new FailureError({ code: 'declined' });
}

/** What is asked about a state or a lock, and nothing else. */
export interface StateQuestion {
  readonly command: 'unlock' | 'state' | 'sweep';
  /** The stack, or the bucket. */
  readonly what: string;
  readonly lines: readonly string[];
  readonly question: string;
}

/**
 * Asks whether to go ahead, where that has to be asked.
 * @throws FailureError `needs-yes` where nobody can be asked; where the answer was no, or Ctrl-C
 */
export async function requireAnswer(
  request: RequestWith<'yes' | 'target' | 'display'>,
  { command, what, lines, question }: StateQuestion,
): Promise<void> {
  if (!mustAsk(request)) return;
  if (!mayAsk(request.display)) throw new FailureError({ code: 'needs-yes', command, what });
  const { stdin, stdout } = process;
  const width = proseWidth(stdout);
  const shown = lines.flatMap((line) => wrapped(line, width));
  const answer = await ask(shown, `${question} [y/N] `, { stdin, stdout });
  if (answer === 'interrupted') throw new FailureError({ code: 'interrupted', unfinished: [] });
  if (answer === 'no') throw new FailureError({ code: 'declined' });
}
