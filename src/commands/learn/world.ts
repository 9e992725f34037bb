import type { Call } from '../../learn/call.js';
import { exposures, type Exposure } from '../../learn/exposure.js';
import type { Change, Found, LabRequest } from '../../learn/lab.js';
import { readServices } from '../../learn/services.js';
import { readSettings } from '../../learn/settings.js';
import type { Asked, Seen } from '../../learn/verdict.js';
import { all } from '../../all.js';
import { FailureError } from '../../failure.js';
import { follow } from '../../path/follow.js';
import type { Facts } from '../../path/facts.js';
import { factsOfRegion } from '../../sandbox/front-door/facts-of-region.js';
import { waysInto } from '../../sandbox/front-door/ways-in.js';
import type { Cloud } from '../../step.js';
import { send } from '../request/send.js';
import { inSession, type Session } from '../session/session.js';
import type { Stopper } from '../session/stop-signal.js';
import { statesOf, type LabPlace } from './place.js';

/** The world of a lab, opened. Nothing of it is on AWS: no other endpoint is ever asked. */
export interface LabWorld {
  readonly session: Session;
  readonly cloud: Cloud;
  readonly place: LabPlace;
}

/** Labs are all in one region. */
export const region = 'us-east-1';
const limits = { concurrency: 10 };

/** What commands on a lab's stack are given. */
export const requestOf = (place: LabPlace) => ({
  target: { region, sandbox: { speed: 'instant' } },
  states: { directory: statesOf(place), given: statesOf(place) },
  limits,
});

/** Opens the world, by itself or where `provision sandbox` serves it. @throws FailureError */
export async function inLab<T>(place: LabPlace, stop: Stopper, work: (world: LabWorld) => Promise<T>): Promise<T> {
  const opening = { request: requestOf(place), command: 'learn', stack: 'shop', locks: false };
  return inSession(opening, { emit: () => {}, stop }, (session) =>
    session.run.withCloud('learn', { token: '', tags: {} }, (cloud) => work({ session, cloud, place })),
  );
}

const readAll = async (cloud: Cloud): Promise<Facts> => factsOfRegion(cloud, await waysInto(cloud));

/** What changes are made of. */
export async function foundIn({ session, cloud }: LabWorld, answers: readonly unknown[] = []): Promise<Found> {
  const { records } = session.store;
  return {
    ...{ region, account: session.place.account, answers, facts: await readAll(cloud) },
    out(step, member) {
      const value: unknown = Object(records.get(step)?.out)[member];
      if (typeof value === 'string') return value;
      throw new Error(`the lab's stack has no ${member} of ${step}`);
    },
  };
}

/** Makes the calls of a change, round by round. */
export async function callAll(world: LabWorld, { calls = [] }: Change): Promise<void> {
  const answers: unknown[] = [];
  for (const round of calls) for (const it of round(await foundIn(world, answers))) answers.push(await sent(world, it));
}

const sent = ({ cloud }: LabWorld, call: Call): Promise<unknown> => call.send(cloud);

/** Looks at all that the lab is about. @param open what was open when it began */
export async function lookAt(
  world: LabWorld,
  open: readonly string[],
): Promise<Seen & { readonly exposed: readonly Exposure[] }> {
  const { session, cloud, place } = world;
  const cluster = session.store.records.get('cluster')?.out;
  const clusterName = String(Object(cluster)['clusterName']);
  const [found, services, settings] = await all([
    foundIn(world),
    readServices(cloud, clusterName),
    readSettings(cloud, clusterName),
  ]);
  const asked = await all(place.lab.requests.map((it) => ask(session, found.facts, it)));
  const exposed = exposures(found.facts, settings);
  return {
    ...{ asked, services, exposed, opened: exposed.filter(({ key }) => !open.includes(key)) },
    givenUp: place.lab.keeps?.(found, settings),
  };
}

/** @throws FailureError `bad-usage` where the stack of the lab was taken down */
function urlOf({ state }: Session): string {
  const url = Object.values(state.outputs).find((it) => /^https?:/.test(it));
  if (url !== undefined) return url;
  throw new FailureError({
    code: 'bad-usage',
    message: 'the stack of the lab is gone',
    hint: '`provision learn reset` makes it again',
  });
}

/** Sends it as a client does, and follows its way. */
async function ask(session: Session, facts: Facts, request: LabRequest): Promise<Asked> {
  const { method, path, origin } = request;
  const url = new URL(path, urlOf(session));
  const headers: { readonly [name: string]: string } =
    origin === undefined ? {} : { origin, 'access-control-request-method': 'GET' };
  const door = { door: session.sandboxUrl, timeoutMs: 35_000, signal: session.stop.signal };
  const answer = await send({ method, url, headers }, door);
  return { request, url: url.href, answer, way: follow({ method, url, headers }, facts) };
}
