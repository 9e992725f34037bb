import { expect, test } from '@jest/globals';
import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { control } from '../../src/sandbox/control.js';
import type { Endpoint } from '../../src/sandbox/endpoint.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { Project } from './project.js';
import { openRig } from './rig.js';

const day = 24 * 3600;

const clocks = [
  ['six minutes ahead of AWS', -360],
  ['an hour behind AWS', 3600],
  ['a day behind AWS', day],
] as const;
test.each(inFull(clocks, clocks.slice(0, 1)))(
  'A1: on a machine whose clock is %s, everything is made once, and goes',
  async (_what, seconds) => {
    const rig = await openRig('instant', (endpoint) => endpoint.setClock(seconds));
    const project = new Project(rig);
    expect((await project.up()).failures).toEqual([]);
    const refused = project.events.filter(
      (it) => it.type === 'call' && !it.outcome.ok && /Auth|Signature/.test(it.outcome.error),
    );
    // What is under way at once is refused together; from then on each client of the SDK knows the time.
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(12);
    expect(await rig.during(() => project.up())).toMatchObject({ mutating: [], done: { failures: [] } });
    expect((await project.down()).failures).toEqual([]);
    expect(left(await census(rig))).toEqual({});
    await rig.close();
  },
);

test('A1: a clock that is five minutes off at most is none of AWS’s concern', async () => {
  const rig = await openRig('instant', (endpoint) => endpoint.setClock(290));
  await rig.clients.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  await rig.close();
});

test('A1: the sandbox takes how far AWS’s clock is ahead, and nothing else', async () => {
  let taken: Endpoint | undefined;
  const rig = await openRig('instant', (endpoint) => void (taken = endpoint));
  const set = async (body: string) => {
    const request = {
      method: 'POST',
      path: '/_sandbox/clock',
      body: Buffer.from(body),
      query: new URLSearchParams(),
      headers: {},
    };
    return (await control(taken!, request)).status;
  };
  expect([
    await set('{"aheadSeconds": 60}'),
    await set('{"aheadSeconds": "60"}'),
    await set('null'),
    await set('x'),
  ]).toEqual([200, 400, 400, 400]);
  await rig.close();
});
