import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { foreignArns } from '../../../src/config/foreign-arns.js';
import type { Config } from '../../../src/config/schema.js';
import { partitionOf } from '../../../src/facts/partitions.js';
import { everyMember } from '../../config/members.js';
import { Desk } from '../../cli/program.js';
import type { Path } from '../../../src/config/member-path.js';

const account = '123456789012';
/** What a config may name by an ARN; more where a member takes another kind. */
const arnsOf = (region: string) => {
  const of = `arn:${partitionOf(region)}`;
  return [
    `${of}:secretsmanager:${region}:${account}:secret:db-AbCdEf:password::`,
    `${of}:ssm:${region}:${account}:parameter/shop/db`,
    `${of}:iam::${account}:policy/mine`,
    `${of}:s3:::bucket/*`,
    `${of}:elasticloadbalancing:${region}:${account}:targetgroup/web/0123456789abcdef`,
    `${of}:acm:${region}:${account}:certificate/12345678-1234-1234-1234-123456789012`,
  ];
};
const texts = everyMember().filter(({ schema }) => schema.type === 'string' && schema.pattern !== undefined);
const members = texts.flatMap(({ path, schema }) => {
  const takes = (arn: string) => new RegExp(schema.pattern ?? '').test(arn);
  const text = path.join('.');
  return arnsOf('eu-central-1').some(takes) && !takes('any text: there is') ? [{ text, path, takes }] : [];
});

/** What a config that has one value only has of others. */
const foundIn = (path: Path, value: string, region: string) => {
  const config = path.reduceRight<unknown>((it, name) => (typeof name === 'number' ? [it] : { [name]: it }), value);
  return foreignArns(config as Config, region);
};

test('there are members that take ARNs', () => {
  const kinds = ['secrets.x', 'resources.0', 'managedPolicies.0'];
  expect(kinds.filter((kind) => !members.some(({ text }) => text.endsWith(kind)))).toEqual([]);
});

test.each(members)('$text takes an ARN of its partition, whatever the region, and no other', ({ path, takes }) => {
  const regions = ['eu-central-1', 'us-east-1', 'cn-north-1', 'cn-northwest-1', 'us-gov-west-1'];
  for (const region of regions)
    for (const other of regions)
      for (const arn of arnsOf(other).filter(takes)) {
        const own = partitionOf(region);
        const theirs = partitionOf(other);
        const message = `an ARN of the partition ${theirs}; the stack is in ${region}, whose partition is ${own}`;
        const hint = `accounts are of one partition: name one of ${own}, or choose another region`;
        expect(foundIn(path, arn, region)).toEqual(own === theirs ? [] : [{ path, message, hint }]);
      }
});

test('a region that is not of the partition is no better, and a wildcard is left to IAM', () => {
  const resource: Path = ['services', 'x', 'permissions', 'statements', 0, 'resources', 0];
  const found = (arn: string) => foundIn(resource, arn, 'eu-central-1').map(({ message }) => message);
  expect(found('arn:aws:sqs:cn-north-1:1:queue')).toHaveLength(1);
  expect([found('*'), found('arn:*:s3:::b'), found('arn:aws:sqs:*:1:queue')]).toEqual([[], [], []]);
});

test('a container’s own variables may hold any ARN', () => {
  const path: Path = ['services', 'x', 'environment', 'QUEUE'];
  expect(foundIn(path, 'arn:aws-cn:sqs:cn-north-1:1:queue', 'eu-central-1')).toEqual([]);
});

test('what is of another partition is refused with its line before anything is called', async () => {
  const desk = await Desk.open();
  const config = desk.path('provision.yaml');
  const lines = [
    'name: shop',
    'region: eu-central-1',
    'network: {zones: 2, egress: public}',
    'ingress: {type: none}',
    'services:',
    '  web:',
    '    image: nginx',
    '    secrets:',
    '      DB: arn:aws-cn:ssm:cn-north-1:123456789012:parameter/db',
    '      KEY: arn:aws:ssm:us-east-1:123456789012:parameter/key',
    '    permissions:',
    '      managedPolicies: [arn:aws-us-gov:iam::aws:policy/AmazonS3ReadOnlyAccess]',
  ];
  await writeFile(config, lines.join('\n'));
  // Nothing listens there: whoever called would fail otherwise.
  const there = ['--config', config, '--endpoint-url', 'http://127.0.0.1:9'];
  for (const words of [['up', '--yes'], ['plan'], ['script', 'up'], ['explain']]) {
    const { code, stderr } = await desk.here(...words, ...there);
    expect([words, code, stderr]).toEqual([words, 2, expect.stringContaining('provision.yaml:9:')]);
    expect(stderr).toContain('provision.yaml:12:');
    expect(stderr).not.toContain('parameter/');
    expect(stderr).not.toContain('provision.yaml:10:');
  }
  const { code, stderr } = await desk.here('plan', ...there, '--region', 'cn-north-1');
  expect([code, stderr]).toEqual([2, expect.stringContaining('the stack is in cn-north-1')]);
  expect(stderr).not.toContain('provision.yaml:9:');
});
