import { expect, test } from '@jest/globals';
import type { Failure } from '../../src/failure.js';
import { briefly, textOf, wordsFor } from '../../src/ui/failure.js';

const sandbox = { command: 'up', stack: 'demo', options: '--sandbox --blueprint cloud-map-public' };
const rejected = (more: Partial<Extract<Failure, { code: 'step-rejected' }>>): Failure => ({
  code: 'step-rejected', step: 'vpc-link', resource: 'vpc-link', verb: 'create', aws: 'SomeException', message: 'no',
    ...more,
});

/** One of each, and what its words must hold. A code that is missing here does not compile. */
type Part = string | RegExp;
const each: { readonly [Code in Failure['code']]: readonly [Extract<Failure, { code: Code }>, ...Part[]] } = {
  'step-rejected': [
    { code: 'step-rejected', step: 'vpc', resource: 'vpc', verb: 'create', aws: 'VpcLimitExceeded',
      message: 'Too many.', service: 'ec2', operation: 'CreateVpc', requestId: 'r-1' },
    'vpc: EC2 refused to create the VPC (VpcLimitExceeded).', 'CreateVpc answered "Too many."', 'quota', 'r-1',
    /recorded\.\n {2}Next: provision up$/,
  ],
  'step-unclear': [
    { code: 'step-unclear', step: 'vpc', resource: 'vpc', aws: 'TimeoutError', message: 'socket hang up' },
    'the answer to creating the VPC was lost (TimeoutError)', '"socket hang up"', 'looks for it before it asks again',
  ],
  'step-broken': [
    { code: 'step-broken', step: 'vpc-link', resource: 'vpc-link', verb: 'create', why: 'Subnet has no free addresses' },
    'vpc-link: AWS accepted the VPC link, and then it failed.', '"Subnet has no free addresses"',
    '`provision down` deletes it',
  ],
  'step-timeout': [
    { code: 'step-timeout', step: 'nat', resource: 'nat-gateway', verb: 'delete', lastSeen: 'gateway is deleting',
      seconds: 600 },
    'nat: the NAT gateway was not gone after 10m 00s.', '"gateway is deleting"', /Next: provision down$/,
  ],
  'name-taken': [
    { code: 'name-taken', step: 'web-logs', resource: 'log-group', id: '/ecs/web', owner: 'other' },
    'web-logs: the name of the log group is taken by /ecs/web.', 'belongs to the stack other',
    'refer to the existing one in the config', 'choose another name',
  ],
  'image-missing': [
    { code: 'image-missing', step: 'web-image', image: '1.dkr.ecr.eu-west-1.amazonaws.com/web:2', region: 'eu-west-1',
      why: 'no-builder', platform: 'linux/arm64', directory: '/my apps/web', pushable: true },
    'web-image: there is no image 1.dkr.ecr.eu-west-1.amazonaws.com/web:2', 'docker nor podman nor finch',
    '    aws ecr get-login-password --region eu-west-1 \\\n' +
      '      | docker login --username AWS --password-stdin 1.dkr.ecr.eu-west-1.amazonaws.com\n' +
      '    docker build --platform linux/arm64 \\\n' +
      '      --tag 1.dkr.ecr.eu-west-1.amazonaws.com/web:2 \\\n' +
      "      '/my apps/web'\n" +
      '    docker push 1.dkr.ecr.eu-west-1.amazonaws.com/web:2\n',
    /Next: provision up$/,
  ],
  'image-not-built': [
    { code: 'image-not-built', step: 'web-image', image: '1.dkr/web:2', doing: 'push', exitCode: 1,
      command: ['docker', 'push', '1.dkr/web:2'], output: ['layer 1', 'tag invalid: the tag is immutable.'] },
    'web-image: docker could not push 1.dkr/web:2.', '`docker push 1.dkr/web:2` ended with exit code 1',
    '    tag invalid: the tag is immutable.', 'choose another tag', /Next: provision up$/,
  ],
  'needs-replacement': [
    { code: 'needs-replacement', step: 'vpc', resource: 'vpc', changed: ['CidrBlock'], dependents: ['public-subnet-a',
      'web'] },
    'vpc: AWS cannot change CidrBlock of the VPC in place', 'public-subnet-a, web', 'put the old value back',
    '`provision down`',
  ],
  'run-timeout': [
    { code: 'run-timeout', seconds: 1800, unfinished: ['web'] },
    'The time limit of 30m 00s', 'Not finished: web.', 'recorded', 'Next: provision up',
  ],
  'world-served': [{ code: 'world-served', url: 'http://127.0.0.1:1', pid: 7 }, 'process 7', 'http://127.0.0.1:1', '--state'],
  'zones-unknown': [
    { code: 'zones-unknown', region: 'xx-west-1', known: ['eu-west-1', 'us-east-1'] },
    'zones of xx-west-1 are not known here', 'known of eu-west-1, us-east-1.', '`provision up` on AWS itself', 'Nothing was created',
  ],
  declined: [{ code: 'declined' }, 'Nothing was created'],
  bug: [{ code: 'bug', message: 'x is not a function' }, 'a bug in provision', 'x is not a function', '--verbose'],
  interrupted: [
    { code: 'interrupted', unfinished: ['vpc-link', 'web'] },
    'Interrupted.', 'Not finished: vpc-link, web.', 'goes on from here', '`provision down`', 'Next: provision up',
  ],
  'state-locked': [
    { code: 'state-locked', path: '.provision/demo.lock', by: { pid: 4242, host: 'mill', command: 'provision up',
      since: '2025-11-21T12:00:00Z' }, ageSeconds: 720 },
    '`provision up`, process 4242 on mill', '12m 00s ago', '.provision/demo.lock', 'delete that file',
  ],
  'state-elsewhere': [
    { code: 'state-elsewhere', path: '.provision/demo.json', differs: 'region', recorded: 'eu-west-1',
      actual: 'us-east-1' },
    'another region: eu-west-1, not us-east-1', '.provision/demo.json', '--region eu-west-1', '--state DIR',
  ],
  'state-unreadable': [
    { code: 'state-unreadable', path: 'demo.json', why: 'Unexpected end of JSON input' },
    'demo.json cannot be read', '"Unexpected end of JSON input"', 'Put back a copy',
  ],
  'state-unwritable': [
    { code: 'state-unwritable', path: 'demo.json', why: 'ENOSPC: no space left' },
    'demo.json cannot be written', '"ENOSPC: no space left"', 'the next run looks for it',
  ],
  'state-newer': [{ code: 'state-newer', path: 'demo.json', version: 9, known: 2 }, 'demo.json', 'version 9',
  'knows 2'],
  'unknown-resource': [{ code: 'unknown-resource', step: 'x', resource: 'http-api' },
  'x: the state records the type http-api', 'left as it is'],
  'no-region': [{ code: 'no-region' }, 'region: eu-central-1', '--region', 'AWS_REGION', 'profile'],
  'no-credentials': [
    { code: 'no-credentials', message: 'Could not load credentials from any providers' },
    'No AWS credentials', '"Could not load credentials from any providers"', 'aws sso login', '--profile', '--sandbox',
  ],
  'no-cloud': [
    { code: 'no-cloud', message: 'connect ECONNREFUSED', endpoint: 'http://127.0.0.1:4566' },
    'http://127.0.0.1:4566 could not be asked', '"connect ECONNREFUSED"',
    'aws sts get-caller-identity --endpoint-url http://127.0.0.1:4566',
  ],
  'bad-config': [
    { code: 'bad-config', problems: [
      { file: 'provision.yaml', line: 12, column: 5, path: 'services.web.memory',
        message: 'not a size that Fargate has', hint: '512, 1024 or 2048' },
      { file: 'provision.yaml', path: '', message: 'is empty' },
    ] },
    'There are 2 problems in provision.yaml.',
    '\n  provision.yaml:12:5  services.web.memory: not a size that Fargate has (512, 1024 or 2048)\n',
    '\n  provision.yaml  is empty\n', 'Nothing was called',
  ],
  'bad-usage': [{ code: 'bad-usage', message: 'Unknown command: upp', hint: 'Did you mean up?' },
  'Unknown command: upp', 'Did you mean up?', 'Next: provision --help'],
  'needs-yes': [
    { code: 'needs-yes', command: 'down', what: 'the stack demo' },
    '`provision down` asks before it acts on the stack demo', 'Nothing was created', /Next: provision down --yes$/,
  ],
};

test.each(Object.entries(each))('%s: what failed, why, what is kept, what next', (_code, [failure, ...parts]) => {
  const text = textOf(failure);
  for (const part of parts) {
    if (part instanceof RegExp) expect(text).toMatch(part);
    else expect(text).toContain(part);
  }
  expect(text).not.toMatch(/undefined|\[object/);
});

test('the next command repeats the options of this one', () => {
  expect(wordsFor({ code: 'interrupted', unfinished: [] },
    sandbox).next).toBe('provision up --sandbox --blueprint cloud-map-public');
  expect(textOf({ code: 'interrupted', unfinished: [] },
    sandbox)).toContain('`provision down --sandbox --blueprint cloud-map-public`');
});

test('an interrupted down offers no second way to delete', () => {
  expect(textOf({ code: 'interrupted', unfinished: ['vpc'] }, { command: 'down' })).not.toContain('instead');
});

test.each([
  ['iam', 'CreateRole', 'User: x is not authorized to perform: iam:CreateRole on resource: y', 'iam:CreateRole'],
  ['ecs', 'RegisterTaskDefinition', 'User: x is not authorized to perform: iam:PassRole on resource: y',
    'iam:PassRole'],
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
  ['DependencyViolation', 'still uses it'],
])('%s gets a hint', (aws, hint) => {
  expect(wordsFor(rejected({ aws })).lines.join()).toContain(hint);
});

test('a code nobody knows gets no invented explanation', () => {
  expect(wordsFor(rejected({})).lines).toEqual(['AWS says "no"', 'Everything finished so far is recorded.']);
});

test('where a step has looked into it, each thing it has found is on a line of its own', () => {
  const why = 'ECS rolled it back\nthe last task stopped: out of\tmemory\nwhat to do: raise `memory`';
  const { lines } = wordsFor({ code: 'step-broken', step: 'web-service', resource: 'ecs-service', verb: 'create', why });
  const found = ['ECS rolled it back', 'the last task stopped: out of memory', 'what to do: raise `memory`'];
  expect(lines.slice(0, 3)).toEqual(found);
});

test('of a change of a service that failed it says what still runs, and does not advise to delete it', () => {
  const why = 'ECS rolled it back\nthe last task stopped: out of memory';
  const failure = { code: 'step-broken', step: 'web-service', resource: 'ecs-service', verb: 'update', why } as const;
  expect(textOf(failure, { command: 'up', options: '--name shop' })).toBe(
    [
      'web-service: AWS accepted the change of the ECS service, and then it failed.',
      '  ECS rolled it back',
      '  the last task stopped: out of memory',
      '  The service still runs the previous revision: ECS takes its tasks away only as new ones become healthy, and ' +
        'goes back to it where they do not.',
      '  Everything finished so far is recorded.',
      '  Put right what caused it, then run again.',
      '  Next: provision up --name shop',
    ].join('\n'),
  );
  // Of anything else nobody knows what became of it.
  expect(textOf({ ...failure, resource: 'vpc-endpoint' })).not.toMatch(/still runs|down/);
});

test('what AWS did not manage to delete is still there', () => {
  const why = 'it is associated with cluster: demo';
  const text = textOf({ code: 'step-broken', step: 'provider', resource: 'capacity-provider', verb: 'delete', why });
  expect(text).toContain('AWS accepted the deletion of the capacity provider, and then it failed.');
  expect(text).toContain('The capacity provider is still there, and recorded.');
  expect(text).toMatch(/Next: provision down$/);
});

test.each([
  ['account', '111111111111', '--profile', 'aws sts get-caller-identity'],
  ['endpoint', 'http://127.0.0.1:4566', 'use --endpoint-url http://127.0.0.1:4566', 'provision status --endpoint-url http://127.0.0.1:4566'],
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
  const failure: Failure = { code: 'state-elsewhere', path: 'p', differs: 'region', recorded: 'eu-west-1',
    actual: 'us-east-1' };
  expect(wordsFor(failure, { command: 'up',
    options: '--region us-east-1 --name demo' }).next).toBe('provision up --name demo --region eu-west-1');
});

test('long words are broken at the width, between words, under their indent', () => {
  const text = textOf({ code: 'bad-usage', message: 'a '.repeat(40), hint: `  - ${'b '.repeat(30)}` }, undefined, 30);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(30);
});

test('an image that is missed is asked for in the way that helps where it is', () => {
  const missing = {
    code: 'image-missing', step: 'i', image: 'h/web:1', region: 'r', why: 'no-build', platform: 'linux/amd64',
    pushable: true,
  } as const;
  const there = textOf(missing, { command: 'up', options: '--profile dev --name shop' });
  expect(there).toContain('get-login-password --region r --profile dev');
  expect(there).toContain('Or name the directory of its Dockerfile in the config, as `build`.');
  const onSandbox = textOf({ ...missing, pushable: false }, sandbox);
  expect(onSandbox).toContain('`up` puts a stand-in');
  expect(onSandbox).not.toContain('docker push');
  const why = 'no-dockerfile';
  expect(textOf({ ...missing, why, directory: '/app' })).toContain('there is no Dockerfile in /app.');
});

test('what a builder says is shown without moving the cursor, and a daemon that is not running is told of', () => {
  const output = ['a\u001B[2Jb', 'Cannot connect to the Docker daemon. Is the docker daemon running?'];
  const text = textOf({
    code: 'image-not-built', step: 'i', image: 'h/web:1', doing: 'log in', command: ['docker', 'login', 'h'],
    exitCode: null, output,
  });
  expect(text).toContain('docker could not log in to h.');
  expect(text).toContain('did not come to an end');
  expect(text).not.toContain('\u001B');
  expect(text).toContain('start it first');
});

test('what holds a resource is named, with whether it is for the user to remove it', () => {
  const heldBy = [
    { type: 'network-interface', id: 'eni-1', subnetId: 'subnet-1', owner: 'i-1', description: 'mine' },
    { type: 'security-group', id: 'sg-1' },
  ];
  const inUse = { verb: 'delete', aws: 'DependencyViolation', resource: 'subnet' } as const;
  const text = textOf(rejected({ ...inUse, heldBy }), { command: 'down' });
  expect(text).toContain('  - eni-1 (network interface in subnet-1, of i-1, "mine")');
  expect(text).toContain('  - sg-1 (security group)');
  expect(text).toContain('remove it, then run again');
  const ofAws = [{ type: 'network-interface', id: 'eni-2', owner: 'amazon-elb', goesByItself: true }];
  const patient = textOf(rejected({ ...inUse, heldBy: ofAws }), { command: 'down' });
  expect(patient).toContain('eni-2 (network interface, made by amazon-elb)');
  expect(patient).toContain('takes them away');
});

test("what a step itself has found is not said to be AWS's answer", () => {
  const message = 'vpc-1 does not exist in eu-west-1, or is not shared with this account';
  const found = rejected({ step: 'existing-vpc', resource: 'existing-vpc', aws: 'Error', message });
  expect(textOf(found)).toBe(
    'existing-vpc: the existing VPC cannot be used.\n' +
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
  const waited = textOf({ code: 'step-timeout', step: 'web', resource: 'ecs-service', verb: 'create', lastSeen, seconds: 1200 });
  expect(waited).toContain('cluster.instances (type, max)');
  expect(waited).toContain('\n    aws autoscaling describe-scaling-activities\n');
});
