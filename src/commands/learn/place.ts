import { basename, dirname, join } from 'node:path';
import { FailureError } from '../../failure.js';
import { readKept, replaceKept } from '../../kept-file.js';
import type { Lab } from '../../learn/lab.js';
import { labs } from '../../learn/labs/index.js';
import { readProgress } from '../../learn/progress.js';
import { didYouMean, nearest } from '../../nearest.js';
import type { StateChoice } from '../request.js';

/** Where a lab is kept: a directory that is a project of its own, with a config, a state and a world. */
export interface LabPlace {
  readonly lab: Lab;
  /** `learn` in the state directory: the labs, and the progress of all. */
  readonly home: string;
  /** The lab's own. */
  readonly directory: string;
}

export const configFile = ({ directory }: LabPlace): string => join(directory, 'provision.yaml');
export const statesOf = ({ directory }: LabPlace): string => join(directory, '.provision');
const noteFile = (directory: string): string => join(directory, 'lab.json');

/** What is kept of a lab when it has begun: what was open then, which no repair has opened. */
export interface LabNote {
  readonly lab: string;
  readonly open: readonly string[];
}

/** @returns undefined where the lab has not begun, its beginning was broken off, or the file is somebody else's */
export async function readNote({ directory }: Pick<LabPlace, 'directory'>): Promise<LabNote | undefined> {
  const { lab, open } = Object(parsed(await readKept(noteFile(directory)))) as { lab?: unknown; open?: unknown };
  if (typeof lab !== 'string' || !Array.isArray(open)) return undefined;
  return { lab, open: open.filter((it) => typeof it === 'string') };
}

function parsed(text = 'null'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const writeNote = ({ directory }: LabPlace, note: LabNote): Promise<void> =>
  replaceKept(noteFile(directory), `${JSON.stringify(note, null, 2)}\n`);

/** In the directory of a lab, that lab is meant, and the state directory is the one that it lies in. */
export async function homeOf({ directory, given }: StateChoice): Promise<{ home: string; here?: string }> {
  const here = given === undefined ? await readNote({ directory: '.' }) : undefined;
  const isHere = here !== undefined && here.lab === basename(process.cwd());
  return isHere ? { home: dirname(process.cwd()), here: here.lab } : { home: join(directory, 'learn') };
}

/**
 * The lab that is named, or the present one.
 * @throws FailureError `bad-usage` where there is no such lab, or none has begun
 */
export async function labPlace(states: StateChoice, name: string | undefined): Promise<LabPlace> {
  const { home, here } = await homeOf(states);
  const meant = name ?? here ?? (await readProgress(home)).current;
  if (meant === undefined)
    throw new FailureError({
      code: 'bad-usage',
      message: 'which lab? None has begun',
      hint: '`provision learn` lists them',
    });
  const lab = labs.find((it) => it.name === meant);
  if (lab) return { lab, home, directory: join(home, lab.name) };
  const guess = didYouMean(
    nearest(
      meant,
      labs.map((it) => it.name),
    ),
  );
  throw new FailureError({
    code: 'bad-usage',
    message: `there is no lab ${meant}`,
    hint: [guess, '`provision learn` lists them'].filter(Boolean).join(' '),
  });
}

/** @throws FailureError `bad-usage` where the lab has not begun */
export async function requireBegun(place: LabPlace): Promise<LabNote> {
  const note = await readNote(place);
  if (note) return note;
  const { name } = place.lab;
  throw new FailureError({
    code: 'bad-usage',
    message: `the lab ${name} has not begun`,
    hint: `provision learn start ${name}`,
  });
}
