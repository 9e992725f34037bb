import { expect, test } from '@jest/globals';
import { probes } from '../../conformance/probes/index.js';
import { inFull } from '../full.js';
import { answering, onSandbox, probeCalled } from './place.js';

/** An AWS that answers one operation otherwise. */
const answeringOne = (operation: string, answer: () => unknown) =>
  answering((command, send) => (command.constructor.name === `${operation}Command` ? answer() : send()));

const refusing = (code: string) => (): never => {
  throw Object.assign(new Error('it is otherwise'), { name: code, $metadata: {} });
};

const inUse = 'a VPC with a subnet in it is not deleted: DependencyViolation';

test('what is refused with another code differs', async () => {
  const { endings } = await onSandbox([probeCalled(inUse)], answeringOne('DeleteVpc', refusing('ResourceInUse')));
  expect(endings).toEqual([
    {
      is: 'differs',
      what: 'DeleteVpc',
      expected: 'DependencyViolation',
      answered: 'ResourceInUse: it is otherwise',
    },
  ]);
});

test('what succeeds and should be refused differs', async () => {
  const { endings } = await onSandbox(
    [probeCalled(inUse)],
    answeringOne('DeleteVpc', () => ({})),
  );
  expect(endings).toMatchObject([{ is: 'differs', answered: 'success' }]);
});

test('what may not be asked is no difference', async () => {
  const { endings } = await onSandbox(
    [probeCalled(inUse)],
    answeringOne('CreateSubnet', refusing('UnauthorizedOperation')),
  );
  expect(endings).toEqual([{ is: 'unanswered', why: 'UnauthorizedOperation: it is otherwise' }]);
});

test('a call of the story that is refused differs, and what was made before is taken away', async () => {
  const { endings, place } = await onSandbox(
    [probeCalled(inUse)],
    answeringOne('CreateSubnet', refusing('InvalidParameterValue')),
  );
  expect(endings).toMatchObject([{ is: 'differs', what: 'a call of the story' }]);
  const { tables } = JSON.parse(JSON.stringify(place.world)) as { tables: { [name: string]: unknown[] } };
  expect(tables['us-east-1/ec2/vpcs']).toEqual([]);
});

test('a probe that expects nothing is wrong', async () => {
  const { endings } = await onSandbox([
    { service: 'sts', title: 'nothing', source: 'believed: nothing', run: async () => {} },
  ]);
  expect(endings).toMatchObject([{ is: 'broken' }]);
});

/** All of them, or some of each service. */
const some = inFull(
  probes,
  probes.filter((_, at) => at % 9 === 0),
);

const passed = ({ outcomes }: Awaited<ReturnType<typeof onSandbox>>) =>
  outcomes.filter(({ ending }) => ending.is === 'passed').map(({ probe }) => probe.title);

test('no probe passes where every call succeeds and answers nothing', async () => {
  expect(
    passed(
      await onSandbox(
        probes,
        answering(() => ({ $metadata: {} })),
      ),
    ),
  ).toEqual([]);
});

test('no probe that was refused anything passes where the refusal has another code', async () => {
  const { recorder } = await onSandbox(some);
  const refused = some.filter(({ title }) => recorder.callsOf(title).some(({ error }) => error));
  expect(refused.length).toBeGreaterThan(some.length / 3);
  const otherwise = answering((_, send) => send().catch(refusing('SomethingElse')));
  expect(passed(await onSandbox(refused, otherwise))).toEqual([]);
});

test('no probe that was refused anything passes where nothing is refused', async () => {
  const { recorder } = await onSandbox(some);
  const titles = ({ title }: { title: string }) => recorder.callsOf(title).some(({ error }) => error);
  const answersNothing = answering((_, send) => send().catch(() => ({ $metadata: {} })));
  const still = passed(await onSandbox(some.filter(titles), answersNothing));
  // Of what is gone, an empty answer says the same as a refusal.
  expect(still.filter((title) => !/gone|deleted|goes/.test(title))).toEqual([]);
});
