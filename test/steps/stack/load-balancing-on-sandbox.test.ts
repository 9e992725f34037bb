import { expect, test } from '@jest/globals';
import { changedMembers, differencesOf, tagChanges } from '../../../src/runner/compare.js';
import type { Step } from '../../../src/step.js';
import { stackOf } from '../../../steps/stack/index.js';
import { configOf } from '../config.js';
import { wantOf } from '../samples.js';
import { asked, ended, sandbox, waited, where, type Sandbox } from '../sandbox.js';

/** Services behind a load balancer on the embedded AWS, through the real SDK: built, changed, taken down. */

const target = { health: { path: '/up', interval: 6, timeout: 5, healthy: 2, unhealthy: 2 }, drain: 0, grace: 30 };
const service = (name: string, priority: number) => ({
  ...{ image: 'nginx:1.27', port: 8080, count: 2, target },
  rules: [{ path: `/api/${name}*`, priority }],
});
const services = { books: service('books', 1), authors: service('authors', 2) };
const { steps, outputs } = stackOf(configOf({ ingress: { type: 'alb' }, namespace: undefined, services }), where);

interface Built {
  readonly step: Step;
  readonly want: unknown;
  readonly id: unknown;
  readonly out: unknown;
}

/** As the runner does: what needs only an id begins when there is one. */
async function build(it: Sandbox, step: Step, built: ReadonlyMap<Step, Built>): Promise<Built> {
  const { resource } = step;
  const cloud = it.cloudFor(step);
  const want = wantOf(step, (need, onlyId) => (onlyId ? built.get(need)?.id : built.get(need)?.out));
  const first = await resource.create(cloud, want);
  if (resource.later) await resource.update?.(cloud, first, want, resource.later);
  // The listener is made while the load balancer is provisioning.
  if (resource.type === 'load-balancer') return { step, want, id: first, out: undefined };
  const { id, seen } = await waited(it, step, first, 'ready');
  if (seen.is !== 'ready') throw new Error('not reached');
  return { step, want, id, out: seen.out };
}

async function buildAll(it: Sandbox, without: readonly string[] = []): Promise<ReadonlyMap<string, Built>> {
  const built = new Map<Step, Built>();
  for (const step of steps) if (!without.includes(step.name)) built.set(step, await build(it, step, built));
  return new Map([...built].map(([{ name }, one]) => [name, one]));
}

const one = (built: ReadonlyMap<string, Built>, name: string): Built => {
  const found = built.get(name);
  if (!found) throw new Error(`no step ${name}`);
  return found;
};

/** Nothing differs from what was asked for; making it what it is already changes nothing. */
async function holds(it: Sandbox, { step, want, id }: Built): Promise<void> {
  const { resource } = step;
  const cloud = it.cloudFor(step);
  const changeable = Object.keys(Object(want)).filter((member) => !resource.fixed?.includes(member));
  await resource.update?.(cloud, id, want, changeable);
  const { seen } = await waited(it, step, id, 'ready');
  if (seen.is !== 'ready') throw new Error('not reached');
  expect(changedMembers(step.resource, want, { want: want, shown: {} }, seen.live)).toEqual([]);
  expect(differencesOf(step.resource, want, seen.live)).toEqual([]);
  expect(tagChanges(cloud.tags, cloud.tags, seen.tags)).toBeUndefined();
  expect(await resource.find(cloud, want)).toMatchObject([{ id }]);
}

const update = async (it: Sandbox, step: Step, id: unknown, want: unknown) =>
  step.resource.update?.(it.cloudFor(step), id, want, ['Priority']);

/** Asked for again, it is the same one; asked for by a stranger, it is not handed out as theirs. */
async function isOne(it: Sandbox, { step, want, id }: Built): Promise<void> {
  const again = await ended('create', step.resource.create(it.cloudFor(step), want));
  expect([id, 'taken']).toContainEqual(again);
}

test('two services behind a load balancer are built, are as asked for, and are taken down', async () => {
  const it = sandbox();
  const built = await buildAll(it);
  const names = ['load-balancer', 'books-target-group', 'listener', 'books-rule-1', 'authors-rule-2', 'books-service'];
  for (const name of names) {
    await holds(it, one(built, name));
    await isOne(it, one(built, name));
  }
  const { step, id } = one(built, 'load-balancer');
  const { seen } = await waited(it, step, id, 'ready');
  const url = seen.is === 'ready' ? outputs['LoadBalancerUrl']?.of(seen.out) : '';
  expect(url).toMatch(/^http:\/\/demo-\d+\.us-east-1\.elb\.amazonaws\.com$/);

  for (const { step, want, id } of [...built.values()].toReversed().filter(({ step }) => !step.resource.lookup)) {
    await waited(it, step, await asked(it, step, id), 'absent');
    const again = await ended('delete', step.resource.delete(it.cloudFor(step), id));
    expect(['gone', undefined]).toContain(typeof again === 'object' ? undefined : again);
    const found = await ended('find', step.resource.find(it.cloudFor(step), want));
    expect([[], 'gone']).toContainEqual(found);
  }
  expect(it.calls.all().filter(({ status }) => status === 501)).toEqual([]);
});

test('a deleted load balancer is waited for until nothing of it is in its subnets', async () => {
  const it = sandbox();
  const { step, id } = one(await buildAll(it), 'load-balancer');
  await waited(it, step, id, 'ready');
  await step.resource.delete(it.cloudFor(step), id);
  const look = await step.resource.read(it.cloudFor(step), id);
  expect(look).toEqual({ is: 'pending', why: '2 network interfaces are left of it', isLeaving: true });
  it.pass(60);
  expect(await step.resource.read(it.cloudFor(step), id)).toEqual({ is: 'absent' });
});

test('rules deal their priorities anew among each other, also both at the same time', async () => {
  const it = sandbox();
  const built = await buildAll(it);
  const books = one(built, 'books-rule-1');
  const authors = one(built, 'authors-rule-2');
  const give = ({ step, want, id }: Built, Priority: number) =>
    ended('update', update(it, step, id, { ...Object(want), Priority }));
  const both = () => Promise.all([give(books, 2), give(authors, 1)]);
  // Whichever comes second finds that the first has changed what it looked at, and looks again.
  for (const answer of await both()) expect([undefined, 'not-yet']).toContain(answer);
  await both();
  const priorityOf = async ({ step, id }: Built) => {
    const seen = await step.resource.read(it.cloudFor(step), id);
    return seen.is === 'ready' ? Object(seen.live).Priority : undefined;
  };
  expect([await priorityOf(books), await priorityOf(authors)]).toEqual([2, 1]);
});

test('a service whose port no firewall lets the load balancer in to is broken in words that help', async () => {
  const it = sandbox();
  const without = ['books-ingress-from-load-balancer'];
  await expect(buildAll(it, without)).rejects.toThrow(
    /the last task stopped: Task failed ELB health checks.*\nlikely cause: sg-\w+: no rule lets \S+ in to a task of books .*, port 8080\nwhat to do: an inbound rule of sg-\w+ for TCP 8080 from sg-/,
  );
});
