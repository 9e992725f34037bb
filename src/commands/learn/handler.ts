import { labs } from '../../learn/labs/index.js';
import { noteProgress, readProgress } from '../../learn/progress.js';
import { verdictOn } from '../../learn/verdict.js';
import {
  checkLines,
  hintLines,
  listLines,
  revealLines,
  startLines,
  type LearnLook,
} from '../../ui/learn.js';
import { linesOf } from '../../script/command.js';
import { FailureError } from '../../failure.js';
import { writerTo } from '../../ui/output.js';
import { jsonLine } from '../../ui/printable.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor } from '../../ui/terminal.js';
import { unreachable } from '../../unreachable.js';
import { openReport } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { stoppable, type Stopper } from '../session/stop-signal.js';
import { costOfLab } from './cost.js';
import { patientLook } from './look.js';
import { homeOf, labPlace, readNote, type LabNote, type LabPlace } from './place.js';
import { beginLab, startLab } from './start.js';
import { foundIn, inLab } from './world.js';

type Act = 'list' | 'start' | 'hint' | 'check' | 'reveal' | 'reset';

export interface LearnRequest extends RequestWith<'states' | 'display'> {
  readonly act: Act;
  readonly lab?: string | undefined;
}

/** What was done: for people, for programs, and whether what is checked is there. */
interface Done {
  readonly lines: readonly string[];
  readonly data: object;
  readonly isSolved?: boolean;
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

/** @throws FailureError `bad-usage` where the lab has not begun */
async function requireBegun(place: LabPlace): Promise<LabNote> {
  const note = await readNote(place);
  if (note) return note;
  const { name } = place.lab;
  throw new FailureError({
    code: 'bad-usage',
    message: `the lab ${name} has not begun`,
    hint: `provision learn start ${name}`,
  });
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

async function check(place: LabPlace, look: LearnLook, stop: Stopper): Promise<Done> {
  const { open } = await requireBegun(place);
  const { lab, home } = place;
  const { seen, cost } = await inLab(place, stop, async (world) => ({
    seen: await patientLook(world, open),
    cost: costOfLab(world),
  }));
  const verdict = verdictOn(seen);
  const isSolved = verdict.is === 'solved';
  const before = (await readProgress(home)).labs[lab.name];
  const solved = before?.solved ?? new Date().toISOString();
  const progress = await noteProgress(home, lab.name, {
    checks: (before?.checks ?? 0) + 1,
    ...(isSolved && { solved }),
  });
  const { asked, services } = seen;
  return {
    lines: checkLines({ lab, seen, verdict, cost, progress }, look),
    data: {
      ...{ lab: lab.name, is: verdict.is, why: verdict.why, asked, services },
      ...(isSolved && {
        ...{ lesson: lab.lesson, sources: lab.sources, explain: lab.explain },
        cost: { currency: 'USD', perHour: cost.perHour, perMonth: cost.perMonth },
      }),
    },
    isSolved,
  };
}

async function reveal(place: LabPlace, look: LearnLook, stop: Stopper): Promise<Done> {
  await requireBegun(place);
  const { lab, home, directory } = place;
  const found = await inLab(place, stop, (world) => foundIn(world));
  const repairs = lab.repairs.map(({ says, edits, calls = [] }) => ({
    says,
    ...(edits && { edits }),
    commands: calls.flatMap((round) => round(found)).map((it) => linesOf(it)),
  }));
  await noteProgress(home, lab.name, { isRevealed: true });
  return {
    lines: revealLines({ lab, directory, repairs }, look),
    data: { lab: lab.name, repairs },
  };
}
