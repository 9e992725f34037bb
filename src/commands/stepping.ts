import { lessonOf } from '../lessons/index.js';
import { isChange } from '../plan.js';
import type { Run } from '../runner/run.js';
import { writerTo } from '../ui/output.js';
import { afterStep, beforeStep, stepPrompt, type StepLook } from '../ui/stepping.js';
import { colorsFor } from '../ui/terminal.js';
import type { Arguments } from './options.js';
import { personAt } from './person.js';
import type { Session } from './session.js';
import { Walk } from './walk.js';
import { planOf, type Wanted } from './wanted.js';

/** A run that stops before each step that would change something, and explains what that is. */
export async function inSteps(argv: Arguments, session: Session, wanted: Wanted): Promise<Run> {
  const { run, place, stop } = session;
  const { plan, stack } = await planOf(wanted, place, run);
  const ahead = plan.steps.filter(isChange);
  const colors = colorsFor(process.stdout, process.env, argv.color === false);
  const look: StepLook = { columns: Math.min(process.stdout.columns ?? 100, 100), colors, of: ahead.length, explained: new Set() };
  const write = writerTo(process.stdout);
  const say = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(''));
  const person = personAt(process.stdin, run.signal, () => write(stepPrompt(colors)));
  const walk = new Walk({
    ahead,
    steps: stack.steps,
    show: (step, number) => say(beforeStep(step, lessonOf, { ...look, number })),
    ask: () => person.answer(),
    stop: () => stop.interrupt(),
    tell: (step, came, unlocked) => say(afterStep(step, came, unlocked, look)),
    end: () => person.leave(),
  });
  return { ...run, enter: (step) => walk.enter(step) };
}
