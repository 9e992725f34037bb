import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { census, left } from './census.js';
import { inFull, longTest } from '../full.js';
import { crashing, type Instant, type Point } from './crash.js';
import { blueprintOf, configOf, Project, serviceIn, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

/** What stays of what an `up` has replaced, so that it can be gone back to. */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const withImage = (image: string, keep = 2) =>
  configOf((it) => void Object.assign(serviceIn(it), { image: `nginx:${image}`, keep }));

/** The numbers of the revisions that can be deployed. */
async function revisions(family = 'web'): Promise<number[]> {
  const asked = { familyPrefix: family, status: 'ACTIVE' } as const;
  const { taskDefinitionArns = [] } = await rig.clients.ecs.send(new ListTaskDefinitionsCommand(asked));
  return taskDefinitionArns.map((it) => Number(it.split(':').at(-1)));
}
const recorded = (project: Project, step = 'web-task-definition') => {
  const { id, retired = [] } = project.store.records.get(step) ?? {};
  return [...retired.map((it) => it.id), id].map((it) => Number(String(it).split(':').at(-1)));
};

test('the last revisions that have worked stay, as many as the config says, and down takes all of them', async () => {
  const project = new Project(rig);
  for (const image of ['1', '2', '3']) expect((await project.up(withImage(image))).failures).toEqual([]);
  expect([await revisions(), recorded(project)]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect((await rig.during(() => project.up(withImage('3')))).mutating).toEqual([]);
  expect((await project.status())['web-task-definition']).toMatchObject({
    state: 'ok',
    detail: 'revisions 1, 2 are kept',
  });

  const { steps, failures } = await comesTrue(rig, project, withImage('4'));
  expect(failures).toEqual([]);
  expect(steps.filter(({ action }) => action === 'replace')).toMatchObject([
    {
      step: 'web-task-definition',
      calls: [
        { operation: 'RegisterTaskDefinition' },
        { operation: 'DeregisterTaskDefinition' },
        { operation: 'DeleteTaskDefinitions' },
      ],
    },
  ]);
  expect([await revisions(), recorded(project)]).toEqual([
    [2, 3, 4],
    [2, 3, 4],
  ]);

  await project.up(withImage('4', 1));
  expect(await revisions()).toEqual([3, 4]);
  await project.up(withImage('4', 0));
  expect([await revisions(), recorded(project)]).toEqual([[4], [4]]);
  await project.up(withImage('5'));
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('what is wanted once more is the revision that was kept, and no other one is registered', async () => {
  const project = new Project(rig);
  for (const image of ['1', '2', '3']) await project.up(withImage(image));
  const { steps } = await comesTrue(rig, project, withImage('1'));
  expect(steps.flatMap(({ calls }) => calls.map(({ operation }) => operation))).toEqual(['UpdateService']);
  expect([await revisions(), recorded(project)]).toEqual([
    [1, 2, 3],
    [2, 3, 1],
  ]);
  expect((await rig.during(() => project.up(withImage('1')))).mutating).toEqual([]);

  // Where somebody has deregistered it, another one is.
  const { taskDefinition } = await rig.clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web:2' }));
  const arn = taskDefinition?.taskDefinitionArn;
  await rig.clients.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: arn }));
  expect((await project.up(withImage('2'))).failures).toEqual([]);
  expect([await revisions(), recorded(project)]).toEqual([
    [1, 3, 4],
    [3, 1, 4],
  ]);
});

test('a revision whose tasks never worked is no way back, and none goes before its successor works', async () => {
  const project = new Project(rig);
  await project.up(withImage('1'));
  const broken = configOf((it) => void Object.assign(serviceIn(it), { image: 'registry.invalid/nginx', keep: 2 }));
  expect((await project.up(broken)).failures).toMatchObject([{ step: 'web-service' }]);
  expect([await revisions(), recorded(project)]).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect((await project.up(withImage('3'))).failures).toEqual([]);
  expect([await revisions(), recorded(project)]).toEqual([
    [1, 3],
    [1, 3],
  ]);
});

test('the images of the revisions that stay do, too, and go with them', async () => {
  const project = new Project(rig, 'cloud-map-private');
  const wanted = variant(await blueprintOf('cloud-map-private'), (it) => {
    for (const service of Object.values(it.services)) service.keep = 1;
  });
  const built = (content: string) => ({ tagOf: () => content });
  const [family = ''] = Object.keys(wanted.services);
  await project.up(wanted, built('context-1'));
  const { repositoryName } = Object(project.store.records.get(`${family}-image`)?.id) as { repositoryName: string };
  const tags = async () => {
    const { imageDetails = [] } = await rig.clients.ecr.send(new DescribeImagesCommand({ repositoryName }));
    return imageDetails.flatMap(({ imageTags = [] }) => imageTags).sort();
  };
  await project.up(wanted, built('context-2'));
  expect(await tags()).toEqual(['context-1', 'context-2']);
  // Another revision, with the same image.
  const other = variant(wanted, (it) => void Object.assign(serviceIn(it, family), { environment: { A: 'b' } }));
  await project.up(other, built('context-2'));
  expect(await tags()).toEqual(['context-2']);
  expect((await project.up(other, built('context-3'))).failures).toEqual([]);
  expect([await tags(), await revisions(family)]).toEqual([
    ['context-2', 'context-3'],
    [3, 4],
  ]);
  expect((await rig.during(() => project.up(other, built('context-3')))).mutating).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

longTest('where the state is lost, the revisions that were kept are recorded again', async () => {
  const project = new Project(rig);
  for (const image of ['1', '2', '3']) await project.up(withImage(image));
  await project.recover(withImage('3'));
  expect(recorded(project)).toEqual([1, 2, 3]);
  expect((await rig.during(() => project.up(withImage('3')))).mutating).toEqual([]);
  expect((await project.up(withImage('4'))).failures).toEqual([]);
  expect([await revisions(), recorded(project)]).toEqual([
    [2, 3, 4],
    [2, 3, 4],
  ]);
});

const instants: readonly Instant[] = ['before it left', 'when it was executed'];
const deaths = [1, 2, 3, 4].flatMap((call) => instants.map((instant) => ({ call, instant })));
test.each(inFull<Point>(deaths, [{ call: 3, instant: 'when it was executed' }]))(
  'an up that dies at call $call, $instant, with one to keep and one to go, loses none',
  async (at) => {
    const project = new Project(rig);
    for (const image of ['1', '2', '3']) await project.up(withImage(image));
    await crashing(project, at, (it) => project.up(withImage('4'), it));
    expect((await project.up(withImage('4'))).failures).toEqual([]);
    expect([await revisions(), recorded(project)]).toEqual([
      [2, 3, 4],
      [2, 3, 4],
    ]);
    expect((await rig.during(() => project.up(withImage('4')))).mutating).toEqual([]);
  },
);
