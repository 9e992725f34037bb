import { CreateRepositoryCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { configOf, Project, serviceIn } from '../e2e/project.js';
import { openWirelessRig, where, type Rig } from '../e2e/rig.js';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { comesTrue } from './rehearsal.js';

/** Images in the account's own registry that no stack makes: another program has pushed them. */

const repositoryName = 'pushed/web';
const registry = `${where.account}.dkr.ecr.${where.region}.amazonaws.com`;
const image = `${registry}/${repositoryName}:1`;
let rig: Rig;
beforeAll(() => void (rig = openWirelessRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

async function push(): Promise<void> {
  await rig.clients.ecr.send(new CreateRepositoryCommand({ repositoryName }));
  await pushAnew('first');
}
async function pushAnew(content: string): Promise<void> {
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [],
    annotations: { content },
  });
  await rig.clients.ecr.send(new PutImageCommand({ repositoryName, imageTag: '1', imageManifest }));
}

const shop = (members: string, jobs = ''): Config =>
  loadConfig(
    'provision.yaml',
    `{name: shop, ingress: {type: none}, services: {web: {image: nginx, count: 1${members}}}${jobs}}`,
  );
const places: readonly (readonly [string, Config])[] = [
  ['a service', configOf((it) => void (serviceIn(it).image = image))],
  ['a container beside it', shop(`, containers: {side: {image: "${image}"}}`)],
  ['a job that runs before it', shop('', `, jobs: {migrate: {image: "${image}", before: deploy}}`)],
];

test.each(places)('%s: the plan comes true, and nothing is to be done again', async (_, config) => {
  await push();
  const project = new Project(rig, config.name);
  expect((await comesTrue(rig, project, config)).failures).toEqual([]);
  expect((await comesTrue(rig, project, config)).failures).toEqual([]);
  expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
});

test('one that was pushed anew under its tag is told by a plan, and deployed', async () => {
  await push();
  const project = new Project(rig);
  const [[, config]] = places as [(typeof places)[number]];
  expect((await project.up(config)).failures).toEqual([]);
  await pushAnew('second');
  const { steps } = await comesTrue(rig, project, config);
  expect(steps.filter(({ action }) => action === 'update')).toMatchObject([
    { step: 'web-service', action: 'update', lacks: 'web:1 is another image now than tasks run' },
  ]);
});

test('a plan says which one is not there, or is under another tag, and so does up', async () => {
  const [[, config]] = places as [(typeof places)[number]];
  const missing = [{ step: 'web-service', why: expect.stringContaining(`${image}: not found`) as unknown }];
  expect((await comesTrue(rig, new Project(rig), config)).failures).toMatchObject(missing);
  await rig.reset();
  await rig.clients.ecr.send(new CreateRepositoryCommand({ repositoryName }));
  expect((await comesTrue(rig, new Project(rig), config)).failures).toMatchObject(missing);
});
