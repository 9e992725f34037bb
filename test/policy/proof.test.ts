import { expect, test } from '@jest/globals';
import type { RequiredPermission } from '../../src/permissions/required-permission.js';
import { managedPolicyCharacters } from '../../src/iam-characters.js';
import { charactersIn, splitBySize, policyFor } from '../../src/policy/document.js';
import { readPolicy } from '../../src/sandbox/iam-policy/document.js';
import { requestKeys } from '../../src/sandbox/iam-policy/guards.js';
import { evaluate } from '../../src/sandbox/iam-policy/evaluate.js';
import { setMonitoring } from '../../src/sandbox/services/ec2/guardduty/runtime-monitoring.js';
import { World } from '../../src/sandbox/world.js';
import { inFull } from '../full.js';
import { allBlueprints, caseOf, demandsIn, isDeniedFor, liveUnder, setting, without, type Case } from './proof.js';

const cases = new Map<string, Promise<Case>>();
/** Each is rehearsed once. */
function caseFor(blueprint: string): Promise<Case> {
  const known = cases.get(blueprint) ?? caseOf(blueprint);
  cases.set(blueprint, known);
  return known;
}

/** Whether a policy refuses something. */
function refusing(policy: object): (demand: RequiredPermission) => boolean {
  const read = readPolicy(JSON.stringify(policy));
  return (demand) => evaluate(read, demand, requestKeys(setting)) !== 'allowed';
}
const refused = (policy: object, demands: readonly RequiredPermission[]): RequiredPermission[] =>
  demands.filter(refusing(policy));
/** Where a run would end. */
const firstRefused = (policy: object, demands: readonly RequiredPermission[]): RequiredPermission | undefined =>
  demands.find(refusing(policy));

// What a run asks for does not depend on the policy until it is refused something, so that what one run asked for
// tells where it would end under another policy. scripts/policy-proof.js runs all of them.
test.each(inFull(allBlueprints, ['cloud-map-public']))(
  '%s: its policy allows all that its life asks for, and without any one action it does not',
  async (blueprint) => {
    const { life, policy, actions } = await caseFor(blueprint);
    const demands = demandsIn(life);
    expect(life.failures).toEqual([]);
    expect(actions.length).toBeGreaterThan(80);
    expect(refused(policy, demands)).toEqual([]);
    const unnoticed = actions.filter((action) => firstRefused(without(policy, action), demands)?.action !== action);
    expect(unnoticed).toEqual([]);
  },
);

test('cloud-map-public lives under its own policy', async () => {
  const { planInput, policy } = await caseFor('cloud-map-public');
  expect(await liveUnder(policy, planInput)).toEqual({ failures: [], text: '' });
});

const denials = [
  ['route53:CreateHostedZone', 'up'],
  ['apigateway:DELETE', 'down'],
  ['ec2:CreateTags', 'up'],
  ['iam:PassRole', 'up'],
] as const;
test.each(inFull(denials, denials.slice(0, 2)))(
  'cloud-map-public without %s: %s is denied, and says what is missing',
  async (action, act) => {
    const { planInput, policy } = await caseFor('cloud-map-public');
    const ended = await liveUnder(without(policy, action), planInput);
    expect([ended.act, ended.text]).toEqual([act, expect.stringContaining(`The permission ${action} is missing.`)]);
    expect(isDeniedFor(ended, action)).toBe(true);
  },
);

test('another stack is out of reach: its tags and its names are other ones', async () => {
  const { policy, life } = await caseFor('cloud-map-public');
  const others = demandsIn(life).map((it): RequiredPermission => {
    const keys = Object.fromEntries(
      Object.entries(it.keys).map(([key, value]) => [key, key.endsWith('/provision:stack') ? 'other' : value]),
    );
    return { ...it, keys, resource: it.resource.replaceAll('cloud-map-public', 'other').replaceAll('/web', '/other') };
  });
  const allowed = others.filter((it) => !refused(policy, [it]).length).map(({ action }) => action);
  const changing = [...new Set(allowed)].filter((it) => !/:(Describe|Get|List)|:GET$/.test(it)).toSorted();
  // For these the reference has neither a resource nor a tag, or AWS has made only one for the whole account.
  expect(changing).toEqual([
    'apigateway:DELETE',
    'apigateway:POST',
    'apigateway:TagResource',
    'ecs:DeregisterTaskDefinition',
    'iam:CreateServiceLinkedRole',
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
    'route53:CreateHostedZone',
  ]);
});

test('roles can be handed over to their services only, and get no other policies than their own', async () => {
  const { policy } = await caseFor('ec2-capacity');
  const about = (action: string) =>
    policy.Statement.filter((it) => [it.Action].flat().includes(action))
      .map(({ Resource, Condition }) => [Resource, Condition])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  const role = (name: string) => `arn:aws:iam::123456789012:role/ec2-capacity-${name}-eu-west-1`;
  expect(about('iam:PassRole')).toEqual([
    [role('exec'), { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }],
    [role('host'), { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }],
  ]);
  expect(about('iam:AttachRolePolicy').map(([resource]) => resource)).toEqual([role('exec'), role('host')]);
  expect(about('iam:AttachRolePolicy').map(([, condition]) => condition)).toEqual([
    { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy' } },
    { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role' } },
  ]);
  expect(about('iam:CreateServiceLinkedRole')).toHaveLength(1);
});

test('every statement has a name of its own, of letters and digits', async () => {
  const { policy } = await caseFor('ec2-capacity');
  const names = policy.Statement.map(({ Sid }) => Sid);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((it) => !/^[A-Za-z0-9]+$/.test(it))).toEqual([]);
});

test('a policy that is too large is divided into some that are not, with the same statements', async () => {
  const { policy } = await caseFor('ec2-capacity');
  const parts = splitBySize(policy);
  expect(charactersIn(policy)).toBeGreaterThan(managedPolicyCharacters);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.filter((it) => charactersIn(it) > managedPolicyCharacters)).toEqual([]);
  expect(parts.flatMap(({ Statement }) => Statement)).toEqual(policy.Statement);
});

test('a statement that is too long for a policy is several: they allow the same, and have names of their own', () => {
  const resources = Array.from(
    { length: 200 },
    (_, i) => `arn:aws:ecs:us-east-1:123456789012:service/a-cluster/service-${i}`,
  );
  const action = (name: string, resource: string) => ({ action: name, resource, pattern: resource, keys: {} });
  const policy = policyFor(
    resources.flatMap((it) => [action('ecs:UpdateService', it), action('ecs:DescribeServices', it)]),
    'demo',
  );
  const parts = splitBySize(policy);
  expect([parts.length, parts.filter((it) => charactersIn(it) > managedPolicyCharacters)]).toEqual([4, []]);
  for (const { Statement } of parts) expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length);
  const allowed = (statements: typeof policy.Statement) =>
    statements.flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((it) => [Resource].flat().map((on) => `${it} ${on}`)),
    );
  expect(allowed(parts.flatMap(({ Statement }) => Statement)).toSorted()).toEqual(allowed(policy.Statement).toSorted());
});

test('the policies that a role may get attached are of the account, too', () => {
  const keys = { 'iam:PolicyARN': 'arn:aws:iam::123456789012:policy/demo-web-1' };
  const resource = 'arn:aws:iam::123456789012:role/demo-web';
  const { Statement } = policyFor([{ action: 'iam:AttachRolePolicy', resource, pattern: resource, keys }], 'demo', '*');
  expect(Statement).toMatchObject([
    {
      Resource: 'arn:aws:iam::*:role/demo-web',
      Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::*:policy/demo-web-1' } },
    },
  ]);
});

test('an account that is not known is left open, and nothing else', async () => {
  const { life, policy } = await caseFor('cloud-map-public');
  const open = policyFor(demandsIn(life), 'cloud-map-public', '*');
  expect(JSON.stringify(open)).toBe(JSON.stringify(policy).replaceAll(':123456789012:', ':*:'));
});

test('cloud-map-public lives under its own policy where GuardDuty watches it, too', async () => {
  const { planInput, life } = await caseFor('cloud-map-public');
  const policy = policyFor([...demandsIn(life), ...life.lookBeforeDown, ...life.guardDuty], 'cloud-map-public');
  const watched = new World(Date.now(), undefined, setting.account);
  setMonitoring(watched, true);
  expect(await liveUnder(policy, planInput, watched)).toEqual({ failures: [], text: '' });
});

test('where GuardDuty watches what runs, what bears its tag may be deleted, and nothing else besides', async () => {
  const { life, policy } = await caseFor('cloud-map-public');
  const whole = policyFor([...demandsIn(life), ...life.guardDuty], 'cloud-map-public');
  expect(whole.Statement.filter((it) => !policy.Statement.some(({ Sid }) => Sid === it.Sid))).toEqual([
    {
      Sid: 'Ec2GuardDuty',
      Effect: 'Allow',
      Action: ['ec2:DeleteSecurityGroup', 'ec2:DeleteVpcEndpoints'],
      Resource: [
        'arn:aws:ec2:eu-west-1:123456789012:security-group/*',
        'arn:aws:ec2:eu-west-1:123456789012:vpc-endpoint/*',
      ],
      Condition: { StringEquals: { 'aws:ResourceTag/GuardDutyManaged': 'true' } },
    },
  ]);
});

test('the log group of Container Insights is allowed by its name', async () => {
  const { policy } = await caseFor('cloud-map-public');
  const about = policy.Statement.filter(({ Action }) => [Action].flat().includes('logs:DeleteLogGroup'));
  expect(about.flatMap(({ Resource }) => Resource)).toContain(
    'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/ecs/containerinsights/cloud-map-public/performance:*',
  );
});

test('after an interruption more is looked for, and nothing more is changed', async () => {
  const { life, policy } = await caseFor('cloud-map-public');
  const more = refused(policy, life.recovery).map(({ action }) => action);
  expect(more).toContain('servicediscovery:ListServices');
  expect(more.filter((it) => !/:(Describe|Get|List)|:GET$/.test(it))).toEqual([]);
});
