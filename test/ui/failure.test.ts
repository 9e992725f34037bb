import { expect, test } from '@jest/globals';
import type { Failure } from '../../src/failure.js';
import type { Dependent } from '../../src/step.js';
import { briefly, textOf, wordsFor } from '../../src/ui/failure.js';
import { each } from './each-failure.js';

const sandbox = { command: 'up', stack: 'demo', options: '--sandbox --blueprint cloud-map-public' };
const rejected = (more: Partial<Extract<Failure, { code: 'step-rejected' }>>): Failure => ({
  code: 'step-rejected',
  step: 'vpc-link',
  resource: 'vpc-link',
  verb: 'create',
  aws: 'SomeException',
  message: 'no',
  ...more,
});

test.each(Object.entries(each))('%s: what failed, why, what is kept, what next', (_code, [failure, ...parts]) => {
  const text = textOf(failure);
  for (const part of parts) {
    if (part instanceof RegExp) expect(text).toMatch(part);
    else expect(text).toContain(part);
  }
  expect(text).not.toMatch(/undefined|\[object/);
});

test('the next command repeats the options of this one', () => {
  expect(wordsFor({ code: 'interrupted', unfinished: [] }, sandbox).next).toBe(
    'provision up --sandbox --blueprint cloud-map-public',
  );
  expect(textOf({ code: 'interrupted', unfinished: [] }, sandbox)).toContain(
    '`provision down --sandbox --blueprint cloud-map-public`',
  );
});

test('the policy to look at is asked for without the one that was enforced', () => {
  const run = { ...sandbox, options: "--sandbox --policy 'a file.json' --state elsewhere" };
  const { lines, next } = wordsFor(rejected({ aws: 'AccessDenied' }), run);
  expect(lines.join('\n')).toContain('`provision policy --sandbox --state elsewhere`');
  expect(next).toBe(`provision up ${run.options}`);
});

test.each([
  ['up', 'What the stack no longer has was left as it is'],
  ['sweep', 'Nothing of it was deleted'],
  ['pause', 'Nothing was deleted'],
])('%s does not offer a down that keeps going where something of others is in the way', (command, words) => {
  const text = textOf(each['deletion-held'][0], { ...sandbox, command });
  expect(text).toContain(words);
  expect(text).not.toContain('keep-going');
  expect(text).toContain(`Next: provision ${command} --sandbox`);
});

const others: readonly Dependent[] = [
  { type: 'security-group', id: 'sg-1', command: ['ec2', 'delete-security-group', '--group-id', 'sg-1'] },
  { type: 'subnet', id: 'subnet-1', command: ['ec2', 'delete-subnet', '--subnet-id', 'subnet-1'] },
  { type: 'ecs-service', id: 'api', command: ['ecs', 'delete-service', '--service', 'api', '--force'] },
];
const heldBy = (...heldBy: readonly Dependent[]): readonly string[] =>
  [
    { code: 'deletion-held', held: [{ step: 'vpc', resource: 'vpc', id: 'vpc-1', heldBy }] } as const,
    rejected({ verb: 'delete', aws: 'DependencyViolation', heldBy }),
  ].map((it) => textOf(it, { command: 'down' }).replaceAll(/\s+/g, ' '));

test('what is in the way is taken away first where it uses the rest', () => {
  for (const text of heldBy(...others))
    expect(text).toMatch(
      /These take away what is in the way: aws ecs delete-service.* aws ec2 delete-security.* aws ec2 delete-subnet/,
    );
});

test('what is in the way goes by the down of its own stack, where it is of one', () => {
  const guests = others.map((it) => ({ ...it, ofStack: 'guest' }));
  for (const text of heldBy(...guests)) {
    expect(text).toContain('sg-1 (security group, of the stack guest)');
    expect(text).toContain('All of what is in the way is of the stack guest: run `provision down` there.');
    expect(text).not.toContain(' aws ec2');
  }
  const several = others.map((it, i) => ({ ...it, ...(i < 2 && { ofStack: ['guest', 'blog'][i] ?? '' }) }));
  for (const text of heldBy(...several)) {
    expect(text).toMatch(
      /Some of what is in the way is of the stack blog: run `provision down` there\. Some of what is in the way is of the stack guest/,
    );
    expect(text).toMatch(/These take away the rest: aws ecs delete-service --service api --force(?! aws)/);
  }
});

test('an interrupted down offers no second way to delete', () => {
  expect(textOf({ code: 'interrupted', unfinished: ['vpc'] }, { command: 'down' })).not.toContain('instead');
});

test.each([
  ['iam', 'CreateRole', 'User: x is not authorized to perform: iam:CreateRole on resource: y', 'iam:CreateRole'],
  [
    'ecs',
    'RegisterTaskDefinition',
    'User: x is not authorized to perform: iam:PassRole on resource: y',
    'iam:PassRole',
  ],
  ['ec2', 'CreateVpc', 'You are not authorized to perform this operation.', 'ec2:CreateVpc'],
  ['apigatewayv2', 'CreateVpcLink', 'Access denied', 'apigateway:POST'],
  ['apigatewayv2', 'UpdateStage', 'Access denied', 'apigateway:PATCH'],
  ['elbv2', 'CreateListener', 'Access denied', 'elasticloadbalancing:CreateListener'],
])('denied %s %s: the missing permission is named', (service, operation, message, action) => {
  const { lines } = wordsFor(rejected({ aws: 'AccessDeniedException', service, operation, message }), sandbox);
  expect(lines).toContain(`The permission ${action} is missing.`);
});

test.each([
  ['RequestLimitExceeded', '--concurrency 2'],
  ['ThrottlingException', '--concurrency 2'],
  ['LimitExceededException', 'Service Quotas'],
  ['ServiceQuotaExceededException', 'Service Quotas'],
  ['ExpiredTokenException', 'aws sso login'],
  ['PendingVerification', 'still verifying the account'],
  ['BlockedException', 'blocked the account'],
  ['InvalidClientTokenId', 'has not enabled this region'],
  ['UnrecognizedClientException', 'has not enabled this region'],
  ['AuthFailure', 'has not enabled this region'],
  ['DependencyViolation', 'still uses it'],
])('%s gets a hint', (aws, hint) => {
  expect(wordsFor(rejected({ aws })).lines.join()).toContain(hint);
});

test('a code nobody knows gets no invented explanation', () => {
  expect(wordsFor(rejected({})).lines).toEqual(['AWS says "no"', 'Everything finished so far is recorded.']);
});

test('where a step has looked into it, each thing it has found is on a line of its own', () => {
  const why = 'ECS rolled it back\nthe last task stopped: out of\tmemory\nwhat to do: raise `memory`';
  const { lines } = wordsFor({
    code: 'step-broken',
    step: 'web-service',
    resource: 'ecs-service',
    verb: 'create',
    why,
  });
  const found = ['ECS rolled it back', 'the last task stopped: out of memory', 'what to do: raise `memory`'];
  expect(lines.slice(0, 3)).toEqual(found);
});

test('after a failed update of a service, the failure says what still runs, and does not advise to delete it', () => {
  const why = 'ECS rolled it back\nthe last task stopped: out of memory';
  const failure = { code: 'step-broken', step: 'web-service', resource: 'ecs-service', verb: 'update', why } as const;
  expect(textOf(failure, { command: 'up', options: '--name shop' })).toBe(
    [
      'web-service: AWS accepted the change of the ECS service, and then it failed.',
      '  ECS rolled it back',
      '  the last task stopped: out of memory',
      '  The service still runs the previous revision: ECS stops its tasks only when new ones are healthy, and rolls back ' +
        'if they do not become healthy.',
      '  Everything finished so far is recorded.',
      '  Remove the cause, then run again.',
      '  Next: provision up --name shop',
    ].join('\n'),
  );
  // Of anything else nobody knows what became of it.
  expect(textOf({ ...failure, resource: 'vpc-endpoint' })).not.toMatch(/still runs|down/);
});

test('a resource whose deletion failed is still there, and the failure says so', () => {
  const why = 'it is associated with cluster: demo';
  const text = textOf({ code: 'step-broken', step: 'provider', resource: 'capacity-provider', verb: 'delete', why });
  expect(text).toContain('AWS accepted the deletion of the capacity provider, and then it failed.');
  expect(text).toContain('The capacity provider is still there, and recorded.');
  expect(text).toMatch(/Next: provision down$/);
});

test.each([
  ['account', '111111111111', '--profile', 'aws sts get-caller-identity'],
  [
    'endpoint',
    'http://127.0.0.1:4566',
    'use --endpoint-url http://127.0.0.1:4566',
    'provision status --endpoint-url http://127.0.0.1:4566',
  ],
  ['endpoint', 'aws', 'unset AWS_ENDPOINT_URL', undefined],
  ['endpoint', 'sandbox', 'use --sandbox', 'provision status --sandbox'],
  ['stack', 'other', '--name other', 'provision status --name other'],
  ['partition', 'aws-cn', '--profile and --region', 'aws sts get-caller-identity'],
] as const)('state made for another %s (%s): the way back to it', (differs, recorded, way, next) => {
  const words = wordsFor({ code: 'state-elsewhere', path: 'p', differs, recorded, actual: 'x' });
  expect(words.lines.join()).toContain(way);
  expect(words.next).toBe(next);
});

test('the next command has the right region instead of the wrong one', () => {
  const failure: Failure = {
    code: 'state-elsewhere',
    path: 'p',
    differs: 'region',
    recorded: 'eu-west-1',
    actual: 'us-east-1',
  };
  expect(wordsFor(failure, { command: 'up', options: '--region us-east-1 --name demo' }).next).toBe(
    'provision up --name demo --region eu-west-1',
  );
});

test('long words are broken at the width, between words, under their indent', () => {
  const text = textOf({ code: 'bad-usage', message: 'a '.repeat(40), hint: `  - ${'b '.repeat(30)}` }, undefined, 30);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(30);
});

test('a missing image: the failure shows how to push it, how to start an engine, or the stand-in of the sandbox', () => {
  const missing = {
    code: 'image-missing',
    step: 'i',
    image: 'h/web:1',
    region: 'r',
    why: 'no-build',
    platform: 'linux/amd64',
    pushable: true,
  } as const;
  const there = textOf(missing, { command: 'up', options: '--profile dev --name shop' });
  expect(there).toContain('get-login-password --region r --profile dev');
  expect(there).toContain('Or name the directory of its Dockerfile in the config, as `build`.');
  const onSandbox = textOf({ ...missing, pushable: false }, sandbox);
  expect(onSandbox).toContain('`up` then uses a stand-in');
  expect(onSandbox).not.toContain('docker push');
  expect(onSandbox).not.toContain('cannot be pushed');
  expect(onSandbox).toContain('aws ecr put-image --region r --repository-name web --image-tag 1 --image-manifest ');
  const dead = { name: 'docker', command: 'docker version', said: 'no daemon' };
  const one = textOf({ ...missing, why: 'no-engine', silent: [dead] });
  expect(one).toContain('h/web:1, and docker is on PATH, but its engine does not answer.');
  expect(one).toContain('`docker version` says "no daemon". Start the engine, then run again:');
  expect(one).toContain('  sudo systemctl start docker');
  expect(one).toContain('Or push the image from a machine on which an engine runs:');
  const two = textOf({ ...missing, why: 'no-engine', silent: [dead, { name: 'podman', command: 'podman info' }] });
  expect(two).toContain('and docker and podman are on PATH, but their engines do not answer.');
  expect(two).toContain(
    '`podman info` gave no answer in time. Start the engine, then run again:\n    podman machine start',
  );
  const none = textOf({ code: 'image-not-buildable', step: 'i', directory: '/app', silent: [] });
  expect(none).toContain('from /app, and neither docker nor podman nor finch is on PATH to build it.');
  expect(none).toContain('Install one of them, or run this on a machine that has one.');
  const why = 'no-dockerfile';
  expect(textOf({ ...missing, why, directory: '/app' })).toContain('there is no Dockerfile in /app.');
});

test('what a builder says is shown without moving the cursor, and a daemon that does not run gets a hint', () => {
  const output = ['a\u001B[2Jb', 'Cannot connect to the Docker daemon. Is the docker daemon running?'];
  const text = textOf({
    code: 'image-not-built',
    step: 'i',
    image: 'h/web:1',
    doing: 'log in',
    command: ['docker', 'login', 'h'],
    exitCode: null,
    output,
  });
  expect(text).toContain('docker could not log in to h.');
  expect(text).toContain('did not end');
  expect(text).not.toContain('\u001B');
  expect(text).toContain('start it first');
});

test('the holders of a resource are listed, and whether the user has to remove them', () => {
  const heldBy = [
    { type: 'network-interface', id: 'eni-1', subnetId: 'subnet-1', owner: 'i-1', description: 'mine' },
    { type: 'security-group', id: 'sg-1', command: ['ec2', 'delete-security-group', '--group-id', 'sg-1;'] },
  ];
  const inUse = { verb: 'delete', aws: 'DependencyViolation', resource: 'subnet' } as const;
  const text = textOf(rejected({ ...inUse, heldBy }), { command: 'down' });
  expect(text).toContain('  - eni-1 (network interface in subnet-1, of i-1, "mine")');
  expect(text).toContain('  - sg-1 (security group)');
  expect(text).toContain("    aws ec2 delete-security-group --group-id 'sg-1;'");
  const ofAws = [{ type: 'network-interface', id: 'eni-2', owner: 'amazon-elb', goesByItself: true }];
  const patient = textOf(rejected({ ...inUse, heldBy: ofAws }), { command: 'down' });
  expect(patient).toContain('eni-2 (network interface, made by amazon-elb)');
  expect(patient).toContain('deletes them with it');
});

test("what a step itself has found is not said to be AWS's answer", () => {
  const message = 'vpc-1 does not exist in eu-west-1, or is not shared with this account';
  const found = rejected({ step: 'existing-vpc', resource: 'existing-vpc', aws: 'Error', message });
  expect(textOf(found)).toBe(
    'existing-vpc: the VPC cannot be used.\n' +
      `  ${message}\n` +
      '  Everything finished so far is recorded.\n' +
      '  Next: provision up',
  );
  expect(briefly(found)).toBe(message);
});

test("a listener rule's priority that a stranger's rule has: that one goes, or another is chosen", () => {
  expect(textOf(rejected({ aws: 'PriorityInUse', operation: 'CreateRule' }))).toContain('choose another priority');
});

test('tasks that wait for instances in vain: what to look at', () => {
  const lastSeen = '3 of 9 tasks running, 6 wait for an instance';
  const waited = textOf({
    code: 'step-timeout',
    step: 'web',
    resource: 'ecs-service',
    verb: 'create',
    lastSeen,
    seconds: 1200,
  });
  expect(waited).toContain('cluster.instances (type, max)');
  expect(waited).toContain('\n    aws autoscaling describe-scaling-activities\n');
});
