import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Desk } from '../cli/program.js';
import { isMutating } from '../../src/is-mutating.js';
import { inFull, longTest } from '../full.js';
import { census, left, type Census } from './census.js';
import { openTeam, stack, words, type Seen, type Team } from './team.js';

/** Two sessions on one stack, whose state is in a bucket: the first loses its lock, or its state, in the middle. */
let team: Team;
let desk: Desk;
/** What there is once the stack is up. */
let whole: Census;
beforeAll(async () => {
  desk = await Desk.open();
  team = await openTeam(desk.directory);
  await team.makeBucket();
  await team.another.up();
  whole = await census(team.rig);
});
beforeEach(async () => {
  await team.rig.reset();
  await team.makeBucket();
});
afterAll(() => team.close());

const path = `s3://states/team/${stack}.json`;
const calls = (operation: string) => (it: Seen) => it.operation === operation;
/** Runs it, and expects this exit code. @returns what it said, in one line */
async function said(code: number, command: string): Promise<string> {
  const { stdout, stderr, ...ended } = await desk.here(...command.split(' '), ...words);
  expect({ command, ...ended, ...(ended.code !== code && { stdout, stderr }) }).toEqual({ command, code });
  return (stdout + stderr).replace(/\s+/g, ' ');
}
/** The command after `Next:`. */
const nextIn = (text: string): string => / Next: provision (.*?) --blueprint/.exec(text)?.[1] ?? '';
/** All others are done by then: only the stage is left. */
const lastButOne = (it: Seen) => it.service === 'apigatewayv2' && it.operation === 'CreateRoute';
const expectWhole = async () => expect(await census(team.rig)).toEqual(whole);
const expectNothing = async () => expect(left(await census(team.rig))).toEqual({});

test('a run whose lock was taken away stops at its next renewal; all that it had made is recorded', async () => {
  let sent = 0;
  team.meanwhile(lastButOne, async () => {
    await team.unlock();
    await team.renewInVain();
    sent = team.mutating().length;
  });
  const text = await said(4, 'up');
  expect(text).toContain(`This run lost its lock, s3://states/team/${stack}.lock, and was stopped.`);
  expect(text).toContain('It was taken away, as `provision unlock` does.');
  expect(text).toContain('What it had made is recorded');
  expect(text).toMatch(/up cloud-map-public failed: .*1 not begun/);
  expect(nextIn(text)).toBe('status');
  expect(team.mutating().length).toBe(sent);
  await said(0, 'up');
  await expectWhole();
});

test('a run that slept while another one took its lease over sends nothing more, and names that one', async () => {
  let sent = 0;
  team.meanwhile(lastButOne, async () => {
    team.pass(100);
    const other = await team.states.lock(stack, 'provision down', () => {});
    sent = team.mutating().length;
    team.later(() => other.release());
  });
  const text = await said(4, 'up');
  expect(text).toMatch(/`provision down`, process \d+ on \S+@\S+, has it since/);
  expect(text).toContain('What it had made is recorded');
  expect(team.mutating().length).toBe(sent);
  await team.finish();
  await said(0, 'up');
  await expectWhole();
});

test('where another up has gone on meanwhile, there is one of everything, and the first one says who has', async () => {
  team.meanwhile(calls('CreateSubnet'), async () => {
    await team.unlock();
    await team.another.up();
  });
  const text = await said(4, 'up');
  expect(text).toContain(`The state in ${path} was changed by somebody else meanwhile.`);
  expect(text).toMatch(/`provision up` by \S+@\S+ wrote it at 20/);
  expect(text).toContain('What it had made is recorded');
  expect(nextIn(text)).toBe('up');
  await said(0, 'status');
  await expectWhole();
});

test('where another run has taken the stack down meanwhile, what came too late is named, and can be deleted', async () => {
  team.meanwhile(calls('CreateSubnet'), async () => {
    await team.unlock();
    await team.another.down();
  });
  const text = await said(4, 'up');
  expect(text).toContain(`The state in ${path} was taken away by somebody else meanwhile.`);
  expect(text).toMatch(/these, which are not in the state .* public-subnet-[ab]: subnet-[0-9a-f]+ /);
  expect(nextIn(text)).toMatch(/^state restore [0-9a-f]{32}$/);
  await said(0, nextIn(text));
  await said(0, 'down');
  await expectNothing();
});

test('where somebody has put an older state in its place, what the run had made is not lost', async () => {
  team.meanwhile(calls('CreateSubnet'), () => team.overwrite((state) => ({ ...state, serial: 1, records: {} })));
  const text = await said(4, 'up');
  expect(text).toContain(`The state in ${path} was changed by somebody else meanwhile.`);
  expect(text).toContain('Another program wrote it at 20');
  expect(text).toMatch(/ vpc: vpc-[0-9a-f]+ /);
  expect(text.match(/was changed by somebody else/g)).toHaveLength(2);
  expect(text).not.toMatch(/: failed after/);
  await said(0, nextIn(text));
  await said(0, 'up');
  await expectWhole();
});

const written = () => team.overwrite((state) => ({ ...state, serial: (state.serial ?? 0) + 1 }));

const others = [
  ['down', [], 'DeleteRoute', expectNothing],
  ['pause', [], 'GetCallerIdentity', undefined],
  ['resume', ['pause'], 'UpdateService', expectWhole],
] as const;
test.each(inFull(others, others.slice(0, 1)))(
  '%s stops too where its state was written by somebody else, and is done by the next one',
  async (act, before, at, check) => {
    for (const it of ['up', ...before]) await said(0, it);
    team.meanwhile(calls(at), written);
    const text = await said(4, act);
    expect(text).toContain(`The state in ${path} was changed by somebody else meanwhile.`);
    expect(nextIn(text)).toBe(act);
    await said(0, act);
    await check?.();
  },
);

const meetings: { readonly [what: string]: () => Promise<unknown> } = {
  'an older state': () => team.overwrite((state) => ({ ...state, serial: 1, records: {} })),
  'another up': () => team.unlock().then(() => team.another.up()),
};

for (const [what, meeting] of Object.entries(meetings))
  longTest(`whichever call of up ${what} meets, what is said next leads to one of everything`, async () => {
    for (let [at, isOver] = [1, false]; !isOver; at++) {
      await team.rig.reset();
      await team.makeBucket();
      let seen = 0;
      isOver = true;
      team.meanwhile(
        (it) => isMutating(it.operation) && it.service !== 's3' && ++seen === at,
        () => {
          isOver = false;
          return meeting();
        },
      );
      await followed('up');
      await expectWhole();
    }
  });

/** Runs a command, then what is said to be next, until one succeeds that is not about the state alone. */
async function followed(command: string, most = 5): Promise<void> {
  const { stdout, stderr, code } = await desk.here(...command.split(' '), ...words);
  const text = (stdout + stderr).replace(/\s+/g, ' ');
  expect([0, 4].includes(code ?? 1) ? '' : text).toBe('');
  expect(most).toBeGreaterThan(0);
  if (code === 4) return followed(nextIn(text), most - 1);
  if (!command.startsWith('up')) return followed('up', most - 1);
}

test('for a program the loss is one failure, with what is unrecorded and the version that has it', async () => {
  team.meanwhile(calls('CreateSubnet'), () => team.overwrite((state) => ({ ...state, serial: 1, records: {} })));
  const error = await team.another.tryUp().catch((it: unknown) => it);
  expect(error).toMatchObject({ exitCode: 4 });
  const { failures } = error as { failures: { unrecorded?: { step: string }[] }[] };
  expect(failures).toMatchObject([{ code: 'state-changed', path, version: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
  const [vpc] = failures[0]?.unrecorded?.filter(({ step }) => step === 'vpc') ?? [];
  expect(vpc).toEqual({ step: 'vpc', resource: 'vpc', id: expect.stringMatching(/^vpc-/) });
});
