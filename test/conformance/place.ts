import { probes } from '../../conformance/probes/index.js';
import { sandboxPlace, type Place } from '../../conformance/place.js';
import type { OpenCloud } from '../../src/cloud/open.js';
import type { Probe } from '../../conformance/probe.js';
import { Recorder } from '../../conformance/recorder.js';
import { runProbes, sharedTitle, type RunOptions } from '../../conformance/run.js';

/** The probe with this title. */
export function probeCalled(title: string): Probe {
  const probe = probes.find((it) => it.title === title);
  if (!probe) throw new Error(`no probe is called "${title}"`);
  return probe;
}

/** Runs probes in a sandbox of their own. @param spoil puts another cloud in its place */
export async function onSandbox(
  chosen: readonly Probe[],
  spoil: (place: Place) => Place = (place) => place,
  more: Partial<RunOptions> = {},
) {
  const recorder = new Recorder();
  const place = sandboxPlace(recorder);
  const signal = new AbortController().signal;
  const results = await runProbes(chosen, { place: spoil(place), id: '0badcafe', signal, concurrency: 8, ...more });
  return { ...results, place, recorder, endings: results.outcomes.map(({ ending }) => ending) };
}

/** An AWS that answers the probes' own calls otherwise. What several probes share is made as always. */
export const answering =
  (change: (command: object, send: () => Promise<unknown>) => unknown) =>
  (place: Place): Place => {
    const withCloud: OpenCloud['withCloud'] = (step, attempt, verb) =>
      place.open.withCloud(step, attempt, (cloud) => {
        if (step === sharedTitle) return verb(cloud);
        const services = Object.entries(cloud).map(([name, client]) => {
          const { send } = Object(client) as { send?: (command: object) => Promise<unknown> };
          return [name, send ? { send: async (command: object) => change(command, () => send(command)) } : client];
        });
        return verb(Object.fromEntries(services) as never);
      });
    return { ...place, open: { ...place.open, withCloud } };
  };
