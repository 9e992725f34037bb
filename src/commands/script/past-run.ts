import { resourcesByType } from '../../../steps/nouns.js';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Event } from '../../events.js';
import { FailureError } from '../../failure.js';
import { pastRunScript } from '../../script/past-run-script.js';
import { notesFor } from '../report/notes.js';
import { eventsIn, runFilesIn } from '../report/past-runs.js';
import type { RequestWith } from '../request.js';
import { bucketOf, configuredHere, recordedOf } from '../session/states.js';
import { endpointToRehearse } from '../stack/region.js';

/**
 * The script of a run that happened.
 * @param named `last`, or the name of its file or a part of it
 * @throws FailureError `bad-usage` where there is no such run, or more than one
 */
export async function pastText(request: RequestWith<'target' | 'states' | 'display'>, named: string): Promise<string> {
  const { target, states, display } = request;
  const file = await fileOf(states.directory, named);
  const [, command = '', stack = ''] = /Z-(\w+)-(.*)\.ndjson$/.exec(basename(file)) ?? [];
  const events = eventsIn(await readFile(file, 'utf8'));
  const config = await configuredHere({ states });
  const recorded = recordedOf(request, { stack, configured: config }, 'script').catch((error: unknown) => {
    // A bucket that cannot be read may have what the run does not tell of. A file that is broken never will.
    if (bucketOf(states, config.state)) throw error;
    return undefined;
  });
  const state = (await recorded)?.state;
  const region =
    state?.region ?? (await endpointToRehearse(target, { configured: regionIn(events) }, notesFor(display))).region;
  return pastRunScript({
    resources: resourcesByType,
    stack,
    command,
    region,
    events,
    recorded: new Map(Object.entries(state?.records ?? {})),
    account: state?.account,
  });
}

async function fileOf(directory: string, named: string): Promise<string> {
  const { folder, files } = await runFilesIn(directory);
  const name = basename(named);
  const fitting = named === 'last' ? files.slice(-1) : files.filter((file) => file === name || file.includes(name));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return join(folder, only);
  const hint =
    files.length === 0
      ? `${folder} has none`
      : `one of: ${(only === undefined ? files : fitting).slice(-5).join(', ')}`;
  throw new FailureError({
    code: 'bad-usage',
    message: `${only === undefined ? 'no' : 'more than one'} run is called ${named}`,
    hint,
  });
}

const regionIn = (events: readonly Event[]): string | undefined =>
  /arn:aws[\w-]*:(?:ecs|logs|servicediscovery):([\w-]+):\d{12}:/.exec(JSON.stringify(events))?.[1];
