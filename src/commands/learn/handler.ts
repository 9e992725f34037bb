import { labs } from '../../learn/labs/index.js';
import { noteProgress, readProgress } from '../../learn/progress.js';
import { FailureError } from '../../failure.js';
import { startLines } from '../../ui/learn-start.js';
import { hintLines, listLines, type LearnLook } from '../../ui/learn.js';
import { writerTo } from '../../ui/output.js';
import { jsonLine } from '../../ui/printable.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor } from '../../ui/terminal.js';
import { unreachable } from '../../unreachable.js';
import { openReport } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { stoppable, type Stopper } from '../session/stop-signal.js';
import { check } from './check.js';
import type { Done } from './done.js';
import { homeOf, labPlace, requireBegun, type LabPlace } from './place.js';
import { reveal } from './reveal.js';
import { beginLab, startLab } from './start.js';

type Act = 'list' | 'start' | 'hint' | 'check' | 'reveal' | 'reset';

export interface LearnRequest extends RequestWith<'states' | 'display'> {
  readonly act: Act;
  readonly lab?: string | undefined;
}

/** `provision learn …`. @returns the exit code: 3 where a check finds that the lab is not solved */
export async function runLearn(request: LearnRequest): Promise<number> {
  const { act, lab, display } = request;
  return runCommand({ command: 'learn', words: [act, lab], request }, async () => {
    const report = openReport({ command: 'learn', json: display.json, color: display.color, quiet: true });
    const work = () =>
      stoppable(undefined, report.say, async (stop) => {
        const { lines, data, isSolved = true } = await done(request, stop);
        const event = { type: 'learn', time: new Date().toISOString(), act, ...data };
        writerTo(process.stdout)(display.json ? `${jsonLine(event)}\n` : lines.map((line) => `${line}\n`).join(''));
        return report.finish({ failures: [], isInSync: isSolved });
      });
    return { report, work };
  });
}

async function done(request: LearnRequest, stop: Stopper): Promise<Done> {
  const { act, states } = request;
  const look: LearnLook = {
    width: Math.min(100, proseWidth(process.stdout)),
    colors: colorsFor(process.stdout, process.env, !request.display.color),
  };
  if (act === 'list') return list(request, look);
  if (act === 'start' && request.lab === undefined)
    throw new FailureError({ code: 'bad-usage', message: 'which lab?', hint: '`provision learn` lists them' });
  const place = await labPlace(states, request.lab);
  switch (act) {
    case 'start':
      return started(place, look, () => startLab(place, stop));
    case 'reset':
      return started(place, look, async () => (await beginLab(place, stop)).broken);
    case 'hint':
      return hint(place, look);
    case 'check':
      return check(place, look, stop);
    case 'reveal':
      return reveal(place, look, stop);
    default:
      return unreachable(act);
  }
}

async function list({ states }: LearnRequest, look: LearnLook): Promise<Done> {
  const progress = await readProgress((await homeOf(states)).home);
  const rows = labs.map(({ name, title, topic, difficulty }) => {
    const { begun, solved, hints } = progress.labs[name] ?? {};
    return { name, title, topic, difficulty, begun, solved, hints };
  });
  return { lines: listLines(rows, progress.current, look), data: { labs: rows, current: progress.current } };
}

async function started(place: LabPlace, look: LearnLook, begin: () => ReturnType<typeof startLab>): Promise<Done> {
  const { lab, directory } = place;
  const { asked, services } = await begin();
  return {
    lines: startLines({ lab, directory, asked, services }, look),
    data: { lab: lab.name, directory, story: lab.story, asked, services },
  };
}

async function hint(place: LabPlace, look: LearnLook): Promise<Done> {
  await requireBegun(place);
  const { lab, home } = place;
  const told = (await readProgress(home)).labs[lab.name]?.hints ?? 0;
  const number = Math.min(told + 1, lab.hints.length);
  await noteProgress(home, lab.name, { hints: number });
  const text = lab.hints[number - 1] ?? '';
  const isLast = number === lab.hints.length;
  return {
    lines: hintLines({ text, number, of: lab.hints.length }, look),
    data: { lab: lab.name, hint: text, number, of: lab.hints.length, isLast },
  };
}
