import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { ecr } from '../../../../../src/sandbox/services/ecr/index.js';
import { putImage, uploadLayer } from '../../ecr/registry.js';
import { container, testCloud } from '../cloud.js';

const registry = '000000000000.dkr.ecr.us-east-1.amazonaws.com';

/** A service of one task with this image, and the reason why its task has stopped, if it has. */
function serviceOf(image: string) {
  const cloud = testCloud();
  cloud.any(ecr, CreateRepositoryCommand, { repositoryName: 'web' });
  uploadLayer({ call: cloud.any }, 'web', 'the only layer');
  cloud.register({ containerDefinitions: [{ ...container, image }] });
  cloud.create({ desiredCount: 1 });
  const reasons = () => cloud.tasks('STOPPED').map(({ stoppedReason }) => stoppedReason);
  return { ...cloud, put: () => putImage({ call: cloud.any }, 'web', '{}', '1'), reasons };
}

test.each([
  ['a tag', `${registry}/web:1`, `${registry}/web:1`],
  ['the tag that Docker adds', `${registry}/web`, `${registry}/web:latest`],
  ['a repository', `${registry}/none:1`, `${registry}/none:1`],
])('%s that is not in ECR stops tasks before they run', (_what, image, named) => {
  const { reasons, tasks, pass } = serviceOf(image);
  pass(42);
  expect(reasons()).toEqual([
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ' +
      `${named}: ${named}: not found`,
  ]);
  expect(tasks('STOPPED')[0]).toMatchObject({ stopCode: 'TaskFailedToStart', containers: [{ reason: reasons()[0] }] });
});

test('once the image is put, the next task runs; what is in another account is taken on trust', () => {
  const mine = serviceOf(`${registry}/web:1`);
  mine.pass(20);
  mine.put();
  mine.pass(70);
  expect(mine.service()?.runningCount).toBe(1);
  const theirs = serviceOf('111111111111.dkr.ecr.us-east-1.amazonaws.com/web:1');
  theirs.pass(60);
  expect(theirs.service()?.runningCount).toBe(1);
});

test('a digest is asked for as such, whatever tag stands before it', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const { put, reasons, pass } = serviceOf(`${registry}/web:1@${digest}`);
  put();
  pass(42);
  expect(reasons()[0]).toContain(`${registry}/web:1@${digest}: not found`);
});
