import { isChange } from '../../plan.js';
import type { Run } from '../../runner/run.js';
import { writerTo } from '../../ui/output.js';
import { proseWidth } from '../../ui/prose.js';
import { afterStep, beforeStep, stepPrompt, type StepLook } from '../../ui/stepping.js';
import { colorsFor } from '../../ui/terminal.js';
import { bookOfNouns } from '../explain/book.js';
import type { Display } from '../request.js';
import type { Session } from '../session/session.js';
import type { PlannedStack } from '../stack/stack-input.js';
import { answersFrom } from './step-answers.js';
import { StepSequence } from './step-sequence.js';

/** A run that stops before each step that would change something, and explains what that is. */
export async function stepByStep(
  { run, stop }: Session,
  { plan, stack }: PlannedStack,
  { color }: Display,
): Promise<Run> {
  const changes = plan.steps.filter(isChange);
  const colors = colorsFor(process.stdout, process.env, !color);
  const look: StepLook = {
    columns: Math.min(proseWidth(process.stdout), 100),
    colors,
    of: changes.length,
    explained: new Set(),
  };
  const book = await bookOfNouns();
  const write = writerTo(process.stdout);
  const print = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(''));
  const answers = answersFrom(process.stdin, run.signal, () => write(stepPrompt(look)));
  const sequence = new StepSequence({
    changes,
    steps: stack.steps,
    show: (step, number) => print(beforeStep(step, book, { ...look, number })),
    ask: () => answers.next(),
    stop: () => stop.interrupt(),
    showEnd: (step, made, unlocked) => print(afterStep(step, made, unlocked, look)),
    end: () => answers.close(),
  });
  return { ...run, enterStep: (step) => sequence.enter(step) };
}
