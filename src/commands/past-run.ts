import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readState, statePath } from '../../state/json-store.js';
import type { Event } from '../events.js';
import { FailureError } from '../failure.js';
import { pastScript } from '../script/past-script.js';
import type { Arguments } from './options.js';
import { endpointOf } from './place.js';

/**
 * The script of a run that happened.
 * @param named `last`, or the name of its file or a part of it
 * @throws FailureError `bad-usage` where there is no such run, or more than one
 */
export async function pastText(argv: Arguments, named: string): Promise<string> {
  const file = await fileOf(argv.state, named);
  const [, command = '', stack = ''] = /Z-(\w+)-(.*)\.ndjson$/.exec(basename(file)) ?? [];
  const events = eventsIn(await readFile(file, 'utf8'));
  const state = await readState(statePath(argv.state, stack)).catch(() => undefined);
  const region = state?.region ?? (await endpointOf(argv, regionIn(events))).region;
  if (region === undefined) throw new FailureError({ code: 'no-region' });
  return pastScript({ stack, command, region, events, recorded: new Map(Object.entries(state?.records ?? {})), account: state?.account });
}

/** Their names begin with the time: the last one is the latest. */
async function fileOf(directory: string, named: string): Promise<string> {
  const folder = join(directory, 'runs');
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.ndjson')).toSorted();
  const wanted = basename(named);
  const fitting = named === 'last' ? files.slice(-1) : files.filter((file) => file === wanted || file.includes(wanted));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return join(folder, only);
  const hint = files.length === 0 ? `${folder} has none` : `one of: ${(only === undefined ? files : fitting).slice(-5).join(', ')}`;
  throw new FailureError({ code: 'bad-usage', message: `${only === undefined ? 'no' : 'more than one'} run is called ${named}`, hint });
}

/** A process that was killed may have left half a line. */
function eventsIn(text: string): Event[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Event];
    } catch {
      return [];
    }
  });
}

const regionIn = (events: readonly Event[]): string | undefined => /arn:aws[\w-]*:(?:ecs|logs|servicediscovery):([\w-]+):\d{12}:/.exec(JSON.stringify(events))?.[1];
