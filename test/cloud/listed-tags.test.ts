import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { SentChanges } from '../../src/cloud/lately.js';
import { ListedTags } from '../../src/cloud/listed-tags.js';
import type { Cloud, Tags } from '../../src/step.js';
import { openRig } from '../e2e/rig.js';

/** What AWS's index of tags may say in the place of each service. */

const own: Tags = { 'provision:stack': 'shop', 'provision:id': '0123456789abcdef', 'provision:step': 'web-logs' };
const arn = 'arn:aws:logs:us-east-1:000000000000:log-group:/ecs/shop/web';

function index(listed: Tags | Error = own) {
  let now = 0;
  const asked: object[] = [];
  const changes = new SentChanges();
  const tags = new ListedTags({ now: () => now }, changes);
  const tagging = {
    async send({ input }: { readonly input: object }) {
      asked.push(input);
      if (listed instanceof Error) throw listed;
      const Tags = Object.entries(listed).map(([Key, Value]) => ({ Key, Value }));
      return { ResourceTagMappingList: [{ ResourceARN: arn, Tags }] };
    },
  } as unknown as Cloud['tagging'];
  return {
    asked,
    changes,
    pass: (ms: number) => (now += ms),
    of: (which = arn, wanted = own) => tags.of({ tagging }, which, wanted),
  };
}

test('the tags of all that is the stack’s are listed once, and again after half a minute', async () => {
  const { of, asked, pass } = index({ ...own, team: 'books' });
  expect(await Promise.all([of(), of()])).toEqual(Array(2).fill({ ...own, team: 'books' }));
  expect(asked).toEqual([
    {
      TagFilters: [
        { Key: 'provision:stack', Values: ['shop'] },
        { Key: 'provision:id', Values: ['0123456789abcdef'] },
      ],
      ResourcesPerPage: 100,
    },
  ]);
  pass(30_001);
  await of();
  expect(asked).toHaveLength(2);
});

test('what it does not list, or with other tags than there should be, is asked for itself', async () => {
  expect(await index().of(`${arn}-2`)).toBeUndefined();
  for (const key of Object.keys(own)) {
    const { [key]: _, ...others } = own;
    expect(await index(others).of()).toBeUndefined();
    expect(await index({ ...own, [key]: 'other' }).of()).toBeUndefined();
  }
  expect(await index().of(arn, { ...own, team: 'books' })).toBeUndefined();
});

test('it is not asked once the run has changed something, nor for what bears no id of a stack', async () => {
  const changed = index();
  await changed.changes.made(async () => undefined);
  expect(await changed.of()).toBeUndefined();
  const old = index();
  expect(await old.of(arn, { 'provision:stack': 'shop', 'provision:step': 'web-logs' })).toBeUndefined();
  expect([...changed.asked, ...old.asked]).toEqual([]);
});

test('where it is refused, each is asked for itself, and it is asked no more', async () => {
  const { of, asked } = index(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  expect([await of(), await of()]).toEqual([undefined, undefined]);
  expect(asked).toHaveLength(1);
});

test('a step is offered the index before the first change of the run, and where it may be told it', async () => {
  const rig = await openRig();
  const cloud = rig.openCloud(() => {});
  const isOffered = (mayListTags: boolean) =>
    cloud.withCloud('logs', { token: '', tags: own, mayListTags }, async ({ listedTags }) => listedTags !== undefined);
  expect([await isOffered(true), await isOffered(false)]).toEqual([true, false]);
  await cloud.clients.logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/shop/web' }));
  expect(await isOffered(true)).toBe(false);
  cloud.close();
  await rig.close();
});
