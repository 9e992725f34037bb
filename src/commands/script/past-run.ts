import { resourcesByType } from '../../../steps/nouns.js';
import type { Event } from '../../events.js';
import { pastRunScript } from '../../script/past-run-script.js';
import { notesFor } from '../report/notes.js';
import { eventsOf, runNamed } from '../report/past-runs.js';
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
  const past = await runNamed(states.directory, named);
  const { command, stack } = past;
  const events = await eventsOf(past);
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

const regionIn = (events: readonly Event[]): string | undefined =>
  /arn:aws[\w-]*:(?:ecs|logs|servicediscovery):([\w-]+):\d{12}:/.exec(JSON.stringify(events))?.[1];
