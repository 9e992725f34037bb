import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { services as known, type ServiceId } from '../../src/aws/services.js';
import { services } from '../../src/sandbox/services/index.js';

/** What the sandbox has of AWS, as docs/on-aws.md tells it. */

const textOf = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8');

/** The operations that the SDK's client of a service has. */
async function operationsOf(id: ServiceId): Promise<string[]> {
  const registry = await textOf('src/aws/services.ts');
  const [, name = ''] = new RegExp(`\\n  ${id}: \\{\\n.*?import\\('([^']+)'\\)`, 's').exec(registry) ?? [];
  const client = (await import(name)) as { readonly [name: string]: unknown };
  return Object.keys(client).flatMap((it) => /^([A-Z]\w+)Command$/.exec(it)?.[1] ?? []);
}

async function rowOf(id: ServiceId) {
  const all = await operationsOf(id);
  const there = new Set(services.find((it) => it.id === id)?.operations.map(({ schema }) => schema[2]));
  expect([...there].filter((it) => !all.includes(it))).toEqual([]);
  return { name: known[id].name, all: all.length, has: all.filter((it) => there.has(it)).length };
}

test('docs/on-aws.md says how many operations of each service the sandbox has, and how many it answers with 501', async () => {
  const rows = await Promise.all((Object.keys(known) as ServiceId[]).map(rowOf));
  const sum = (of: 'all' | 'has') => rows.reduce((total, it) => total + it[of], 0);
  const total = { name: 'all of them', all: sum('all'), has: sum('has') };
  const lines = [...rows, total].map(({ name, all, has }) => `| ${name} | ${all} | ${has} | ${all - has} |`);
  expect(sum('has')).toBeGreaterThan(300);
  const page = await textOf('docs/on-aws.md');
  expect(page.split('\n').filter((line) => /^\| .*\d+ \| \d+ \|$/.test(line))).toEqual(lines);
});
