import { PutImageCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { stackOf } from '../../steps/stack/index.js';
import { resourcesByType } from '../../steps/nouns.js';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { permissionsOfLifecycle } from '../../src/rehearsal/lifecycle-permissions.js';
import type { Plan } from '../../src/plan.js';
import { upScript } from '../../src/script/lifecycle-script.js';
import { Project } from '../e2e/project.js';
import { openWirelessRig, where, type Rig } from '../e2e/rig.js';
import { lifeOf } from '../script/lives.js';
import { bash } from '../script/shell.js';
import { comesTrue, planFor } from './rehearsal.js';

/** Images of a repository of the stack that the config names no directory for: nobody but the user pushes them. */

const shop = (tag: string): Config =>
  loadConfig(
    'provision.yaml',
    `{name: shop, ingress: {type: none}, services: {web: {repository: shop/web, tag: "${tag}"}}}`,
  );
let rig: Rig;
beforeAll(() => void (rig = openWirelessRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const push = (imageTag: string) =>
  rig.clients.ecr.send(
    new PutImageCommand({
      repositoryName: 'shop/web',
      imageTag,
      imageManifest: JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.index.v1+json',
        manifests: [],
        annotations: { content: imageTag },
      }),
    }),
  );
const imageIn = ({ steps }: Plan) => steps.find(({ step }) => step === 'web-image');
const missing = { code: 'image-missing', step: 'web-image', why: 'no-build' };

test('before the repository is made, the plan says that it has to be pushed, and promises no push', async () => {
  const plan = await planFor(rig, new Project(rig), shop('5'));
  expect(plan.failures).toEqual([]);
  expect(imageIn(plan)).toMatchObject({
    action: 'create',
    calls: [],
    note: expect.stringMatching(/stops here until you have pushed shop\/web:5\b/),
  });
  expect(plan.steps.map(({ step }) => step)).toContain('web-service');
});

test('where the repository lacks it, the plan fails as up does; once it is pushed, the plan comes true', async () => {
  const project = new Project(rig, 'shop');
  expect((await project.up(shop('5'))).failures).toMatchObject([missing]);
  const plan = await comesTrue(rig, project, shop('5'));
  expect(plan.failures).toMatchObject([missing]);
  expect(imageIn(plan)).toMatchObject({ action: 'refused', calls: [] });
  await push('5');
  const whole = await comesTrue(rig, project, shop('5'));
  expect(whole.failures).toEqual([]);
  expect(imageIn(whole)).not.toHaveProperty('note');
  expect((await comesTrue(rig, project, shop('6'))).failures).toMatchObject([missing]);
  await push('6');
  expect((await comesTrue(rig, project, shop('6'))).failures).toEqual([]);
});

test('its policy allows no push, and no deletion of what somebody else has pushed', async () => {
  const config = shop('5');
  const { name: stack, tags } = config;
  const { steps } = stackOf(config, where);
  const input = { stack, tags, location: where, steps, resources: resourcesByType };
  const { up, down, failures } = await permissionsOfLifecycle(input);
  expect(failures).toEqual([]);
  const ofImages = [...up, ...down].map(({ action }) => action).filter((it) => /^ecr:.*(Layer|Image)/.test(it));
  expect([...new Set(ofImages)].toSorted()).toEqual(['ecr:BatchGetImage', 'ecr:DescribeImages']);
});

test.each(['docker', 'stand-in'] as const)('a script ends where it is not there: %s', async (how) => {
  const script = upScript(await lifeOf(shop('5'), how));
  expect(script).toMatch(
    /imageTag=5 [^\n]*then\n {2}echo "push \$\w+:5 first: nobody but you can" >&2\n {2}exit 1\nfi\n/,
  );
  expect(script).not.toContain('put-image ');
  expect(await bash(`bash -n <<'SCRIPT'\n${script}SCRIPT`)).toMatchObject({ code: 0, stderr: '' });
});
