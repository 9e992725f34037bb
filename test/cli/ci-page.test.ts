import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runCommandLine } from '../../src/cli/parser.js';
import { commands } from '../../src/commands/index.js';

/** docs/ci.md: what is printed there works as it is printed. */
const page = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp('^```' + language + '\\n(.*?)^```', 'gms'))].map(([, text = '']) => text);

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly if: string; readonly steps: readonly { readonly run?: string }[] }>
  >;
}
const [text = ''] = blocks('yaml');
const workflow = parse(text) as Workflow;
const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run));

/** Each command line, without what the shell does with it. */
const linesIn = (script: string): string[] =>
  [...script.matchAll(/\bprovision (?:[^\s"'`)|>&]|"[^"]*"| )+/g)].map(([line]) => line.trim());
const lines = [
  ...blocks('bash'),
  ...runs,
  ...[...page.matchAll(/`(provision [^`]+)`/g)].map(([, it = '']) => it),
].flatMap(linesIn);

test('the workflow is YAML with a job for each of up, down and sweep, which runs that', () => {
  expect(Object.keys(workflow.on)).toEqual(['pull_request', 'schedule']);
  expect(workflow.permissions).toMatchObject({ 'id-token': 'write', contents: 'read' });
  for (const [name, { steps }] of Object.entries(workflow.jobs))
    expect(steps.some(({ run = '' }) => run.startsWith(`provision ${name} `))).toBe(true);
});

test('forks get no credentials', () => {
  for (const name of ['up', 'down'])
    expect(workflow.jobs[name]?.if).toContain('head.repo.full_name == github.repository');
});

/** What is not there yet is checked as soon as it is. */
const isKnown = (line: string): boolean =>
  commands.some(
    ({ name, options }) => line.startsWith(`provision ${name}`) && (!line.includes('--ttl') || 'ttl' in options),
  );

test('there are command lines of all kinds', () => {
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.filter((it) => !isKnown(it)).every((it) => /sweep|--ttl/.test(it))).toBe(true);
});

test.each(lines.filter(isKnown))('%s', async (line) => {
  const [, ...words] = line
    .replace(/"/g, '')
    .replaceAll('$N', '17')
    .replace('$STATE', 's3://acme-previews/states')
    .split(' ');
  const ran: string[] = [];
  const idle = commands.map((it) => ({ ...it, run: async () => ran.push(it.name) - 1 }));
  expect(await runCommandLine(words, idle)).toBe(0);
  expect(ran).toEqual([words[0]]);
});

test('the trust policy names the repository, and what its workflow runs for, without a wildcard', () => {
  const [trust] = blocks('json').map((it) => JSON.parse(it) as { Statement: { Condition?: object }[] });
  const condition = JSON.stringify(trust?.Statement[0]?.Condition);
  expect(condition).toContain('token.actions.githubusercontent.com:sub');
  expect(condition).toContain('repo:acme/shop:pull_request');
  expect(condition).not.toMatch(/StringLike|\*/);
});
