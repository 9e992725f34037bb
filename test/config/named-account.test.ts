import { expect, test } from '@jest/globals';
import { namedAccount } from '../../src/config/named-account.js';
import { pathText } from '../../src/config/problem-messages.js';
import type { Path } from '../../src/config/member-path.js';
import type { Config } from '../../src/config/schema.js';
import { everyMember } from './members.js';

const account = '123456789012';
/** What AWS takes from the stack's own account alone. */
const own = [
  `arn:aws:acm:us-east-1:${account}:certificate/12345678-1234-1234-1234-123456789012`,
  `arn:aws:ecs:us-east-1:${account}:cluster/theirs`,
  `arn:aws:elasticloadbalancing:us-east-1:${account}:loadbalancer/app/theirs/0123456789abcdef`,
  `arn:aws:iam::${account}:role/theirs`,
  `arn:aws:iam::${account}:policy/theirs`,
];
/** What may be another account's, or nobody's. */
const others = [
  `arn:aws:secretsmanager:us-east-1:${account}:secret:theirs-abcdef`,
  `arn:aws:ssm:us-east-1:${account}:parameter/theirs`,
  'arn:aws:iam::aws:policy/ReadOnlyAccess',
];

const configWith = (path: Path, value: string): Config =>
  path.reduceRight<unknown>((inner, name) => (name === 0 ? [inner] : { [name]: inner }), value) as Config;
const taking = (arn: string): Path[] =>
  everyMember()
    .filter(({ schema: { pattern } }) => pattern?.includes('arn:') && new RegExp(pattern, 'u').test(arn))
    .map(({ path }) => path)
    // A statement may be about things of any account.
    .filter((path) => !path.includes('statements'));

test.each(own)('%s tells the account in each member that takes it', (arn) => {
  const paths = taking(arn);
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => namedAccount(configWith(path, arn)) !== account).map(pathText)).toEqual([]);
});

test.each(others)('%s tells no account', (arn) => {
  const paths = taking(arn);
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => namedAccount(configWith(path, arn)) !== undefined).map(pathText)).toEqual([]);
});

test('what a statement allows tells no account', () => {
  const path = ['services', 'web', 'permissions', 'statements', 0, 'resources', 0];
  expect(own.map((arn) => namedAccount(configWith(path, arn)))).toEqual(own.map(() => undefined));
});
