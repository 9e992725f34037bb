import { DeleteVpcCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { probesOf } from '../../conformance/probe.js';
import { probes } from '../../conformance/probes/index.js';
import { asCommand } from '../../conformance/removal-command.js';
import { commandOf, removalsOf, type Removal } from '../../conformance/removals.js';
import type { Place } from '../../conformance/place.js';
import { onSandbox } from './place.js';

const ofLogs = probes.filter(({ service }) => service === 'logs');
const groups = (place: Place & { world: { table(name: string): { all(): readonly unknown[] } } }) =>
  place.world.table('us-east-1/logs/groups').all();

test('after Ctrl-C no other probe begins, and what was made is taken away', async () => {
  const stop = new AbortController();
  const ended = () => stop.abort(new Error('stopped'));
  const more = { signal: stop.signal, concurrency: 2, ended };
  const { endings, place } = await onSandbox(ofLogs, undefined, more);
  expect(endings.filter((it) => it.is === 'stopped').length).toBeGreaterThan(5);
  expect(endings[0]).toEqual({ is: 'passed' });
  expect(groups(place)).toEqual([]);
});

test('what a probe makes is noted before it goes on, and taken away where it breaks', async () => {
  const noted: Removal[] = [];
  const broken = probesOf('logs', [
    {
      title: 'it breaks',
      source: 'believed: it does',
      async run(story) {
        await story.given.vpc();
        throw new TypeError('a bug');
      },
    },
  ]);
  const { endings, outcomes, left } = await onSandbox(broken, undefined, { made: (it) => void noted.push(it) });
  expect(endings).toMatchObject([{ is: 'broken' }]);
  expect(noted.map(({ operation }) => operation)).toEqual(['DeleteVpc']);
  expect([...(outcomes[0]?.left ?? []), ...left]).toEqual([]);
});

test('what cannot be taken away is reported, with the command that does it', async () => {
  const stuck = (place: Place): Place => {
    const { clients } = place.open;
    const refuse = async (command: object) => {
      if (command instanceof DeleteVpcCommand)
        throw Object.assign(new Error('not by you'), { name: 'UnauthorizedOperation', $metadata: {} });
      return clients.ec2.send(command as never);
    };
    return { ...place, open: { ...place.open, clients: { ...clients, ec2: { send: refuse as never } } } };
  };
  const pending = probes.filter(({ title }) => title.startsWith('a new VPC is pending'));
  const { outcomes } = await onSandbox(pending, stuck);
  const [left] = outcomes[0]?.left ?? [];
  expect(left?.why).toBe('UnauthorizedOperation: not by you');
  expect(left && asCommand(left.removal)).toMatch(/^aws ec2 delete-vpc --vpc-id vpc-/);
});

test('a removal that was read from a file is the same call', () => {
  const [made] = removalsOf('ec2', 'CreateVpc', {}, { Vpc: { VpcId: 'vpc-1' } });
  const read = JSON.parse(JSON.stringify(made)) as Removal;
  expect((commandOf(read) as DeleteVpcCommand).input).toEqual({ VpcId: 'vpc-1' });
  expect(() => commandOf({ ...read, operation: 'CreateVpc' })).toThrow('takes nothing away');
});

test('an operation that makes something and says nowhere how that goes is a bug of the probe', () => {
  expect(() => removalsOf('ec2', 'CreateTransitGateway', {}, {})).toThrow('does not say how');
  expect(removalsOf('ec2', 'CreateTags', {}, {})).toEqual([]);
  expect(removalsOf('iam', 'TagRole', {}, {})).toEqual([]);
});
