import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { identity } from '../../src/commands/session/caller-identity.js';
import { FailureError } from '../../src/failure.js';
import type { FaultInput } from '../../src/sandbox/faults.js';
import { textOf } from '../../src/ui/failure.js';
import { census, left } from './census.js';
import { blueprintOf, Project } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

/** What AWS refuses to an account that it does not trust yet, or no longer: call, code, and a word of the way out. */
const refusals = [
  ['alb-microservices', 'RunInstances', 'PendingVerification', 'an e-mail tells when it is done'],
  ['alb-microservices', 'CreateLoadBalancer', 'OperationNotPermitted', 'AWS Support'],
  ['cloud-map-public', 'CreateCluster', 'BlockedException', 'a payment is due'],
  ['cloud-map-public', 'CreateVpc', 'Blocked', 'a payment is due'],
] as const;

test.each(refusals)('B7: %s, %s answers %s: refused at once, with a hint, and down leaves nothing', async (...row) => {
  const [blueprint, operation, error, hint] = row;
  const project = new Project(rig, blueprint);
  await rig.faults([{ operation, error, times: 50 }]);
  const { failures } = await project.up(await blueprintOf(blueprint));
  expect(failures).toMatchObject([{ code: 'step-rejected', aws: error }]);
  expect(
    failures
      .map((it) => textOf(it))
      .join()
      .replaceAll(/\s+/g, ' '),
  ).toContain(hint);
  expect(await rig.pendingFaults()).toMatchObject([{ operation, times: 49 }]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

const opt = { signal: new AbortController().signal, why: () => undefined } as never;
const failureOf = async (region: string, fault: Partial<FaultInput>) => {
  await rig.faults([{ operation: 'GetCallerIdentity', service: 'sts', ...fault }]);
  const asked = identity(
    rig.openCloud(() => {}),
    { endpoint: 'aws', region, profile: undefined },
    opt,
  );
  const error: unknown = await asked.then(
    () => undefined,
    (it: unknown) => it,
  );
  if (!(error instanceof FailureError)) throw new Error('it was not refused');
  return error.failure;
};

test.each(['InvalidClientTokenId', 'UnrecognizedClientException', 'AuthFailure'])(
  'B7: a region that is not enabled answers %s: said for a region that has to be, and not for any other',
  async (error) => {
    const failure = await failureOf('eu-south-1', { error });
    expect(failure).toMatchObject({ code: 'no-credentials', refused: true, optIn: 'eu-south-1' });
    expect(textOf(failure)).toContain('aws account enable-region');
    for (const region of ['us-east-1', 'cn-north-1', 'us-gov-west-1'])
      expect(await failureOf(region, { error })).not.toHaveProperty('optIn');
  },
);

test('B8: a wrong MFA code is told as credentials that are refused, not as a cloud that is not there', async () => {
  const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
  const failure = await failureOf('us-east-1', { error: 'AccessDenied', message, status: 403 });
  expect(failure).toMatchObject({ code: 'no-credentials', refused: true, message });
});
