import { PutImageCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Json } from '../../state/schema.js';
import { required } from '../../src/step.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { firstOf } from './live.js';
import { blueprintOf, Project, serviceIn, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

/** A blueprint whose service has a tag that somebody chose. */
const config = async () =>
  variant(await blueprintOf('cloud-map-private'), (it) => {
    const [name = ''] = Object.keys(it.services);
    serviceIn(it, name).tag = 'latest';
  });

// Row 8 of the cases.
test('an image that was pushed anew under the same tag is told by status and plan, and up deploys it once', async () => {
  const project = new Project(rig, 'cloud-map-private');
  const wanted = await config();
  expect((await project.up(wanted)).failures).toEqual([]);
  const { repositoryName, imageTag } = firstOf(project)('image');
  const others = async () => Object.values(await project.status(wanted)).filter(({ state }) => state !== 'ok');
  expect(await others()).toEqual([]);
  expect((await rig.during(() => project.up(wanted))).mutating).toEqual([]);

  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [],
    annotations: { pushed: 'anew' },
  });
  await rig.clients.ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest }));
  const outdated = `${repositoryName?.split('/').at(-1)}:latest is another image now than tasks run`;
  const [row, ...rest] = await others();
  expect(rest).toEqual([]);
  expect(row).toMatchObject({
    type: 'ecs-service',
    state: 'drifted',
    detail: expect.stringContaining(outdated) as unknown,
  });

  const { steps, failures } = await comesTrue(rig, project, wanted);
  expect(failures).toEqual([]);
  expect(steps.filter(({ action }) => action === 'update')).toMatchObject([
    { resource: 'ecs-service', lacks: outdated },
  ]);
  expect(await others()).toEqual([]);
  expect((await rig.during(() => project.up(wanted))).mutating).toEqual([]);
});

test('what is built under a tag that somebody chose is built anew when its source changes, and deployed', async () => {
  const project = new Project(rig, 'cloud-map-private');
  const wanted = await config();
  const built = (content: string) => () => content;
  expect((await project.up(wanted, { tagOf: built('context-1') })).failures).toEqual([]);
  const { image, imageDigest } = firstOf(project)('image');
  expect(image).toMatch(/:latest$/);
  expect((await rig.during(() => project.up(wanted, { tagOf: built('context-1') }))).mutating).toEqual([]);

  const { steps, failures } = await comesTrue(rig, project, wanted, built('context-2'));
  expect(failures).toEqual([]);
  const outdated = 'hostname:latest is another image now than tasks run';
  expect(steps.filter(({ action }) => action === 'update')).toMatchObject([
    { resource: 'image', changes: [{ path: 'content', from: 'context-1', to: 'context-2' }] },
    { resource: 'ecs-service', lacks: outdated },
  ]);
  expect(firstOf(project)('image')['image']).toBe(image);
  expect(firstOf(project)('image')['imageDigest']).not.toBe(imageDigest);
  expect((await rig.during(() => project.up(wanted, { tagOf: built('context-2') }))).mutating).toEqual([]);

  // A version before this one did not say what it had built.
  const [name = ''] = [...project.store.records.keys()].filter((it) => it.endsWith('-image'));
  const record = required(project.store.records.get(name), name);
  const { content: _, ...before } = record.want as { [member: string]: Json };
  await project.store.put(name, { ...record, want: before });
  expect((await rig.during(() => project.up(wanted, { tagOf: built('context-3') }))).mutating).toEqual([]);
  const { mutating } = await rig.during(() => project.up(wanted, { tagOf: built('context-4') }));
  expect(mutating).toEqual(expect.arrayContaining(['ecr:PutImage', 'ecs:UpdateService']));
});

test('an image that is to be built anew is, and its service is deployed, though nothing differs', async () => {
  const project = new Project(rig, 'cloud-map-private');
  const wanted = await config();
  expect((await project.up(wanted)).failures).toEqual([]);
  const redeploy = new Set(['sample-service-image', 'sample-service-service']);
  const { done, mutating } = await rig.during(() => project.up(wanted, { redeploy }));
  expect([done.failures, done.updated]).toEqual([[], 2]);
  expect(mutating).toEqual(['ecr:PutImage', 'ecs:UpdateService']);
});

test('a service that is to be deployed anew is, though nothing differs, and no other', async () => {
  const project = new Project(rig, 'cloud-map-public');
  expect((await project.up()).failures).toEqual([]);
  const { done, mutating } = await rig.during(() => project.up(undefined, { redeploy: new Set(['web-service']) }));
  expect([done.failures, done.updated, mutating]).toEqual([[], 1, ['ecs:UpdateService']]);
  const call = project.events.find((it) => it.type === 'call' && it.operation === 'UpdateService');
  expect(call).toMatchObject({ input: { forceNewDeployment: true } });
  expect((await rig.during(() => project.up())).mutating).toEqual([]);
});
