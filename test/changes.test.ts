import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween, saySame } from '../src/changes.js';
import { by, type ListRules } from '../src/list-rules.js';
import { partsOf, pathOf } from '../src/member-path.js';

const variables = (members: { [name: string]: string }) =>
  Object.entries(members).map(([name, value]) => ({ name, value }));

test('what differs is told where it differs, at the innermost member', () => {
  const before = { image: { tag: '1', size: 5 }, same: true, gone: 1 };
  const after = { image: { tag: '2', size: 5 }, same: true, added: 'x' };
  expect(changesBetween(before, after)).toEqual([
    { path: 'image.tag', from: '1', to: '2' },
    { path: 'gone', from: 1, to: undefined },
    { path: 'added', from: undefined, to: 'x' },
  ]);
});

test('a new variable in front of others is one addition, and what differs of a variable is its value', () => {
  const before = { environment: variables({ MODE: 'a', LEVEL: '1' }) };
  expect(changesBetween(before, { environment: variables({ AGE: '7', MODE: 'a', LEVEL: '1' }) })).toEqual([
    { path: 'environment.AGE', from: undefined, to: '7' },
  ]);
  expect(changesBetween(before, { environment: variables({ LEVEL: '1', MODE: 'b' }) })).toEqual([
    { path: 'environment.MODE', from: 'a', to: 'b' },
  ]);
  expect(changesBetween({}, before)).toEqual([
    { path: 'environment.MODE', from: undefined, to: 'a' },
    { path: 'environment.LEVEL', from: undefined, to: '1' },
  ]);
});

test('ids in no order are told one by one', () => {
  const [one, two] = [{ 'subnet-1': true }, { 'subnet-2': true, 'subnet-1': true }];
  expect(changesBetween({ network: { subnets: two } }, { network: { subnets: one } })).toEqual([
    { path: 'network.subnets.subnet-2', from: true, to: undefined },
  ]);
  expect(changesBetween({ subnets: two }, { subnets: { 'subnet-1': true, 'subnet-2': true } })).toEqual([]);
});

test('a set of texts has no order, and is told by what is in it', () => {
  const rules: ListRules = { Origins: 'set' };
  expect(changesBetween({ Origins: ['a', 'b'] }, { Origins: ['c', 'b', 'a'] }, rules)).toEqual([
    { path: 'Origins.c', from: undefined, to: 'c' },
  ]);
  expect(saySame({ Origins: ['a', 'b', 'b'] }, { Origins: ['b', 'a'] }, rules)).toBe(true);
});

test('a command is told as a whole, because its words mean nothing alone', () => {
  expect(changesBetween({ command: ['a', 'b'] }, { command: ['x', 'a', 'b'] }, { command: 'ordered' })).toEqual([
    { path: 'command', from: ['a', 'b'], to: ['x', 'a', 'b'] },
  ]);
  expect(saySame({ command: ['a', 'b'] }, { command: ['b', 'a'] })).toBe(false);
});

test('things that nothing names are found again by what they say; the only one differs inside', () => {
  const allow = (Action: string, ...Resource: string[]) => ({ Effect: 'Allow', Action, Resource });
  const rules: ListRules = { 'Policy.*': 'set' };
  const policy = (...Statement: object[]) => ({ Policy: { Statement } });
  const [read, write] = [allow('s3:GetObject', 'a', 'b'), allow('s3:PutObject', 'a')];
  expect(saySame(policy(read, write), policy(write, allow('s3:GetObject', 'b', 'a')), rules)).toBe(true);
  expect(changesBetween(policy(read, write), policy(allow('s3:ListBucket', 'a'), read, write), rules)).toEqual([
    { path: 'Policy.Statement.1', from: undefined, to: allow('s3:ListBucket', 'a') },
  ]);
  expect(changesBetween(policy(read), policy(allow('s3:GetObject', 'a', 'c')), rules)).toEqual([
    { path: 'Policy.Statement.Resource.b', from: 'b', to: undefined },
    { path: 'Policy.Statement.Resource.c', from: undefined, to: 'c' },
  ]);
});

test('two of one key are no longer told apart by it, and nothing is lost', () => {
  const rules: ListRules = { ports: by('port') };
  const both = [
    { port: 53, protocol: 'tcp' },
    { port: 53, protocol: 'udp' },
  ];
  expect(changesBetween({ ports: both }, { ports: both.slice(0, 1) }, rules)).toEqual([
    { path: 'ports.2', from: { port: 53, protocol: 'udp' }, to: undefined },
  ]);
  const named: ListRules = { ports: by('port', 'protocol') };
  expect(changesBetween({ ports: both }, { ports: both.slice(0, 1) }, named)).toEqual([
    { path: 'ports.53/udp', from: '53/udp', to: undefined },
  ]);
});

test('a path is read as it was written, whatever the names in it are', () => {
  const property = fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
    expect(partsOf(pathOf(parts))).toEqual(parts);
  });
  fc.assert(property, { seed: 4, numRuns: 200 });
  expect(pathOf(['tags', 'provision:step'])).toBe('tags.provision:step');
  expect(pathOf(['idle_timeout.timeout_seconds'])).toBe('"idle_timeout.timeout_seconds"');
  expect(partsOf('a."b')).toEqual(['a."b']);
});

test('whatever two values are: equal ones have no change, and a change leads from one to the other', () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  const property = fc.property(json, json, (one, other) => {
    expect(changesBetween(one, structuredClone(one))).toEqual([]);
    const there = changesBetween({ it: one }, { it: other });
    const back = changesBetween({ it: other }, { it: one });
    expect(back.map(({ path }) => path).toSorted()).toEqual(there.map(({ path }) => path).toSorted());
    for (const { from, to } of there) expect(from).not.toEqual(to);
  });
  fc.assert(property, { seed: 5, numRuns: 200 });
});
