import { createInterface } from 'node:readline';
import { lessonOf } from '../lessons/index.js';
import { isChange } from '../plan.js';
import type { Run } from '../runner/run.js';
import { writerTo } from '../ui/output.js';
import { afterStep, beforeStep, stepPrompt, type StepLook } from '../ui/stepping.js';
import { colorsFor } from '../ui/terminal.js';
import type { Arguments } from './options.js';
import type { Session } from './session.js';
import { Walk, type Answer } from './walk.js';
import { planOf, type Wanted } from './wanted.js';

/** A run that stops before each step that would change something, and explains what that is. */
export async function inSteps(argv: Arguments, session: Session, wanted: Wanted): Promise<Run> {
  const { run, place, stop } = session;
  const isThere = run.store.records.size > 0 || wanted.config.network.existing !== undefined;
  const { plan, stack } = await planOf(wanted, place, isThere ? run : undefined);
  const ahead = plan.steps.filter(isChange);
  const colors = colorsFor(process.stdout, process.env, argv.color === false);
  const look: StepLook = { columns: Math.min(process.stdout.columns ?? 100, 100), colors, of: ahead.length, explained: new Set() };
  const write = writerTo(process.stdout);
  const say = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(''));
  const person = personAt(run.signal);
  const walk = new Walk({
    ahead,
    steps: stack.steps,
    show: (step, number) => say(beforeStep(step, lessonOf, { ...look, number })),
    ask: async () => {
      write(stepPrompt(colors));
      return person.answer();
    },
    stop: () => stop.interrupt(),
    tell: (step, came, unlocked) => say(afterStep(step, came, unlocked, look)),
    end: () => person.leave(),
  });
  return { ...run, enter: (step) => walk.enter(step) };
}

/** Who answers on stdin, a line each. Who leaves, or is interrupted, wants to stop. */
function personAt(signal: AbortSignal): { answer(): Promise<Answer>; leave(): void } {
  const lines = createInterface({ input: process.stdin, terminal: false });
  const said: string[] = [];
  let isGone = false;
  let heard = () => {};
  lines.on('line', (line) => (said.push(line.trim().toLowerCase()), heard()));
  lines.on('close', () => ((isGone = true), heard()));
  signal.addEventListener('abort', () => heard());
  return {
    async answer() {
      while (said.length === 0 && !isGone && !signal.aborted) await new Promise<void>((resolve) => (heard = resolve));
      const line = said.shift();
      if (line === undefined || line.startsWith('q')) return 'quit';
      return line.startsWith('s') ? 'all' : 'go';
    },
    leave: () => lines.close(),
  };
}
