import { AttachRolePolicyCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { State, StepRecord } from '../../state/schema.js';
import { blueprints } from '../../src/config/blueprints.js';
import type { Event } from '../../src/events.js';
import { contextTag } from '../../src/image/context-tag.js';
import { inFull, longTest } from '../full.js';
import { census, left } from '../e2e/census.js';
import { openRigIn, type Rig } from '../e2e/rig.js';
import { Desk } from './program.js';

/** Stacks that version 0.2.0 has made on the sandbox: states without ids, and the world that they are of. */
const names = inFull(
  blueprints.map(({ name }) => name),
  ['cloud-map-public'],
);
const fixture = (file: string) => new URL(`../state/version-1/${file}`, import.meta.url);

/** Images and blueprints were others then; those stand for them as they are. */
const builtThen: { readonly [tag: string]: string } = {
  'context-830f368e627ed532': 'author',
  'context-9adfc8b9f574d93d': 'book',
  'context-a84f0971c3babeff': 'hostname',
  'context-4f11397c52c45149': 'random-quote',
};
async function asBuiltNow(text: string): Promise<string> {
  const tags = await Promise.all(
    Object.entries(builtThen).map(async ([tag, example]) => {
      const directory = fileURLToPath(new URL(`../../examples/${example}`, import.meta.url));
      return [tag, await contextTag(directory, 'x86_64')] as const;
    }),
  );
  // Load balancers checked every 30 s then.
  const checked = text.replace(/("HealthCheckIntervalSeconds": ?)30\b/g, (_, member: string) => `${member}10`);
  return tags.reduce((whole, [then, now]) => whole.replaceAll(then, now), checked);
}

/** A directory in which the stack is, and no config. */
async function deskWith(name: string): Promise<{ desk: Desk; state: State }> {
  const desk = await Desk.open();
  await mkdir(desk.path('.provision/sandbox'), { recursive: true });
  const state = await asBuiltNow(await readFile(fixture(`${name}.json`), 'utf8'));
  await writeFile(desk.path(`.provision/${name}.json`), state);
  const world = gunzipSync(await readFile(fixture(`${name}.world.json.gz`))).toString();
  await writeFile(desk.path('.provision/sandbox/world.json'), await asBuiltNow(world));
  return { desk, state: JSON.parse(state) as State };
}

async function behindItsBack<T>(desk: Desk, work: (rig: Rig) => Promise<T>): Promise<T> {
  const rig = await openRigIn(desk.path('.provision/sandbox'));
  try {
    return await work(rig);
  } finally {
    await rig.close();
  }
}

const down = (desk: Desk, name: string, ...more: readonly string[]) =>
  desk.here('down', '--name', name, '--sandbox', '--sandbox-speed', 'instant', ...more);

/** Half of the records, without roles: those that nothing else needs, and what only these need. */
function leaves({ records }: State): [string, StepRecord][] {
  const all = new Map(Object.entries(records).filter(([, { type }]) => type !== 'role'));
  const taken: [string, StepRecord][] = [];
  const half = all.size / 2;
  while (taken.length < half)
    for (const [name, record] of all) {
      if ([...all.values()].some(({ needs }) => needs.includes(name)) || taken.length >= half) continue;
      taken.push([name, record]);
      all.delete(name);
    }
  return taken;
}

test.each(names)('%s of version 1: down works without a config, and leaves nothing', async (name) => {
  const { desk, state } = await deskWith(name);
  expect(state.version).toBe(1);
  expect(await down(desk, name)).toMatchObject({ code: 0 });
  expect(left(await behindItsBack(desk, census))).toEqual({});
});

longTest.each(names)('%s of version 1: half of it gone, and something of others inside', async (name) => {
  const { desk, state } = await deskWith(name);
  const role = Object.values(state.records).find(({ type }) => type === 'role');
  const policy = { RoleName: String(role?.id), PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
  // A state with one half of it, for a moment.
  const path = desk.path(`.provision/${name}.json`);
  await writeFile(path, JSON.stringify({ ...state, records: Object.fromEntries(leaves(state)) }));
  expect(await down(desk, name, '--keep-going')).toMatchObject({ code: 0 });
  await copyFile(fixture(`${name}.json`), path);
  await behindItsBack(desk, ({ clients }) => clients.iam.send(new AttachRolePolicyCommand(policy)));
  const refused = await down(desk, name);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stdout).toContain(policy.PolicyArn);
  expect(await down(desk, name, '--keep-going')).toMatchObject({ code: 1 });
  await behindItsBack(desk, ({ clients }) => clients.iam.send(new DetachRolePolicyCommand(policy)));
  expect(await down(desk, name)).toMatchObject({ code: 0 });
  expect(left(await behindItsBack(desk, census))).toEqual({});
});

/** The state is lost, and with it all that tells the stack from others of its name. */
async function orphan(name: string): Promise<Desk> {
  const { desk } = await deskWith(name);
  await rm(desk.path(`.provision/${name}.json`));
  return desk;
}
const sandbox = ['--sandbox', '--sandbox-speed', 'instant'];

test.each(names)(
  '%s of version 1, its state lost: recover makes one with an id, and up puts that on all of it',
  async (name) => {
    for (const which of inFull(['--name', '--blueprint'], ['--name'])) {
      const desk = await orphan(name);
      const before = await behindItsBack(desk, census);
      expect(await desk.here('recover', which, name, ...sandbox)).toMatchObject({ code: 0 });
      const { id } = JSON.parse(await readFile(desk.path(`.provision/${name}.json`), 'utf8')) as State;
      expect(id).toMatch(/^[0-9a-f]{16}$/);
      expect((await desk.here('sweep', '--name', name, '--delete', ...sandbox)).stdout).toContain('Nothing bears tags');
      const up = await desk.here('up', '--blueprint', name, ...sandbox, '--json');
      expect(up).toMatchObject({ code: 0 });
      expect(changesIn(up.stdout).filter((it) => !/Tag/.test(it))).toEqual([]);
      expect(await behindItsBack(desk, census)).toEqual(before);
      expect(changesIn((await desk.here('up', '--blueprint', name, ...sandbox, '--json')).stdout)).toEqual([]);
      expect(await down(desk, name)).toMatchObject({ code: 0 });
      expect(left(await behindItsBack(desk, census))).toEqual({});
    }
  },
);

test.each(names)(
  '%s of version 1, its state lost: sweep leaves it unless it is named, and then nothing of it',
  async (name) => {
    const desk = await orphan(name);
    const all = await desk.here('sweep', '--delete', ...sandbox, '--json');
    expect(all.stdout).toContain('"keeps":"no-id"');
    expect(changesIn(all.stdout)).toEqual([]);
    expect(await desk.here('sweep', '--name', name, '--delete', ...sandbox)).toMatchObject({ code: 0 });
    expect(left(await behindItsBack(desk, census))).toEqual({});
  },
);

function changesIn(json: string): string[] {
  const events = json
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Event);
  return events.flatMap((it) => (it.type === 'call' && it.mutating ? [`${it.service}:${it.operation}`] : []));
}
