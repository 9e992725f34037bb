import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import { openSandbox, type OpenSandbox } from '../../src/sandbox/open.js';
import { longTest } from '../full.js';
import { Desk } from './program.js';

/** `up` at a terminal: it shows what it will do, and asks. */

let desk: Desk;
let sandbox: OpenSandbox;
const config = (members = '') => `
name: shop
ingress: { type: none }
services:
  worker: { image: nginx:1.27${members} }
`;
const write = (members?: string) => writeFile(desk.path('provision.yaml'), config(members));

beforeAll(async () => {
  desk = await Desk.open({ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', NO_COLOR: '1' });
  sandbox = await openSandbox({ directory: desk.path('aws'), speed: 'instant', command: 'test' });
  await write();
});
afterAll(() => sandbox.close());

/** What was asked of the endpoint that changes something, meanwhile. */
async function mutating<T>(work: () => Promise<T>): Promise<T & { mutating: readonly string[] }> {
  const calls = async () => {
    const answer = await fetch(`${sandbox.url()}/_sandbox/calls`);
    return (await answer.json()) as { operation: string; mutating: boolean }[];
  };
  const before = (await calls()).length;
  const done = await work();
  const since = (await calls()).slice(before).filter((it) => it.mutating);
  return { ...done, mutating: since.map(({ operation }) => operation) };
}
const up = (answer: string, ...more: string[]) =>
  mutating(async () => {
    const words = ['up', '--region', 'us-east-1', '--endpoint-url', sandbox.url(), ...more];
    const { code, stdout, stderr } = await (answer === '' ? desk.here(...words) : desk.answering(answer, ...words));
    return { code, shown: stripVTControlCharacters(stdout), stderr };
  });

test('before it makes anything it shows what it will make, and no is no', async () => {
  const { code, shown, stderr, mutating } = await up('n');
  expect(shown).toMatch(/^up shop in account 0{12}, us-east-1, http/);
  expect(shown).toContain('\ncontainers\n  + 1 cluster: cluster\n  + 1 task definition: worker-task-definition\n');
  expect(shown).toMatch(/\nshop: \d+ to create; \d+ mutating calls\.\n/);
  expect(shown).toContain('Go ahead? [y/N]');
  expect(stderr).toBe('Comparing the config with what is there.\nNothing was created, changed or deleted.\n');
  expect({ code, mutating }).toEqual({ code: 1, mutating: [] });
});

test('with --yes it makes no plan, and begins at once', async () => {
  const { code, shown, stderr } = await up('', '--yes');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(shown).not.toContain('to create');
});

test('where there is nothing to do it asks nothing', async () => {
  const { code, shown, mutating } = await up('n');
  expect(shown).not.toContain('[y/N]');
  expect({ code, mutating }).toEqual({ code: 0, mutating: [] });
  expect(shown).toMatch(/up shop done: \d+ unchanged/);
});

test('what is different is shown, and yes does it; variables have no values unless they are asked for', async () => {
  await write(', environment: { LEVEL: hunter2 }');
  const declined = await up('n', '--show-values');
  expect(declined.shown).toContain('+ containerDefinitions.worker.environment.LEVEL: "hunter2"');
  const { code, shown, mutating } = await up('y');
  expect(shown).toContain('± worker-task-definition  task definition: task-definition/');
  expect(shown).toContain('+ containerDefinitions.worker.environment.LEVEL\n');
  expect(shown).not.toContain('hunter2');
  expect(mutating).toEqual(expect.arrayContaining(['RegisterTaskDefinition', 'UpdateService']));
  expect(code).toBe(0);
});

test('down names what it deletes and what is in it, and nothing is drawn before', async () => {
  const words = ['down', '--region', 'us-east-1', '--endpoint-url', sandbox.url()];
  const { code, stdout, mutating: changing } = await mutating(() => desk.answering('n', ...words));
  const shown = stripVTControlCharacters(stdout);
  expect(shown).toMatch(/^down shop in account 0{12}, us-east-1, http/);
  expect(shown).toContain('\n  1 log group: worker-log-group\n    with all logs in /ecs/shop/worker\n');
  expect(shown.replaceAll('\n', ' ')).toMatch(/This deletes .*all logs in .*\/ecs\/shop\/worker\. Go ahead\? \[y\/N\]/);
  expect({ code, changing }).toEqual({ code: 1, changing: [] });
});

longTest('a service can be deployed anew at a terminal, too', async () => {
  const { shown, mutating } = await up('y', '--redeploy', 'worker');
  expect(shown).toContain('~ worker-service  ECS service: service/');
  expect(shown).toContain('it is deployed anew, as --redeploy asks');
  expect(mutating).toEqual(['UpdateService']);
});

test('what cannot be done is said before anything is asked', async () => {
  await write(' }\nnetwork: { cidr: 10.9.0.0/16');
  const { code, shown, mutating } = await up('y');
  expect(shown).toMatch(/^! vpc {2}VPC: vpc-/m);
  expect(shown).toContain('vpc: AWS cannot change CidrBlock of the VPC in place');
  expect(shown).not.toContain('[y/N]');
  expect({ code, mutating }).toEqual({ code: 1, mutating: [] });
});
