import type { HeldLock } from '../../../state/states.js';
import { FailureError } from '../../failure.js';
import { jsonLine } from '../../ui/printable.js';
import { writerTo } from '../../ui/output.js';
import { proseText } from '../../ui/prose.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { requireAnswer } from '../session/confirmation.js';
import { withStates } from '../session/states.js';
import { findStack, noSuchStack } from '../stack/stack-choice.js';

export type UnlockRequest = RequestWith<'stack' | 'target' | 'states' | 'display' | 'yes'>;

/** `provision unlock`: shows who holds the lock, and takes exactly that lock away. @returns the exit code */
export const runUnlock = (request: UnlockRequest): Promise<number> =>
  printAnswer({ command: 'unlock', request }, async () => {
    const found = await findStack(request, true);
    if (!found) throw await noSuchStack(request, found);
    const { stack, configured: config = {} } = found;
    const held = await withStates(request, config, 'unlock', async (states) => {
      const lock = await states.holder(stack);
      if (!lock) return undefined;
      await requireAnswer(request, {
        command: 'unlock',
        what: stack,
        lines: linesFor(stack, lock),
        question: 'Take this lock away?',
      });
      if (!(await states.unlock(stack, lock)))
        throw new FailureError({
          code: 'bad-usage',
          message: `the lock of ${stack} has changed meanwhile, and was left alone`,
        });
      return lock;
    });
    const text = held ? `The lock of ${stack} was taken away.` : `Nobody holds the lock of ${stack}.`;
    const event = { type: 'unlock', time: new Date().toISOString(), stack, ...(held && { holder: held.holder }) };
    const { json } = request.display;
    writerTo(process.stdout)(json ? `${jsonLine(event)}\n` : proseText(`${text}\n`, process.stdout));
  });

function linesFor(stack: string, { holder, isStale }: HeldLock): string[] {
  const { command, pid, host, since, leaseSeconds } = holder;
  const state = isStale
    ? leaseSeconds === undefined
      ? 'That process has ended.'
      : `It was not renewed for more than ${leaseSeconds} s.`
    : 'It may still run. Two runs on one stack at once can make things twice.';
  return [`The lock of ${stack}: \`${command}\`, process ${pid} on ${host}, since ${since}.`, state];
}
