import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { serviceEntry } from '../../src/aws/services.js';
import { bookOfNouns } from '../lessons/book-of-nouns.js';
import { commands } from '../../src/commands/index.js';
import { subjectOf } from '../../src/explain/subject.js';
import { labs } from '../../src/learn/labs/index.js';
import { services } from '../../src/sandbox/services/index.js';
import { kebab } from '../../src/script/cli-names.js';

/** What labs say. That it is so, is in labs.test.ts. */

const folder = fileURLToPath(new URL('../../src/learn/labs/', import.meta.url));
const textsOf = (lab: (typeof labs)[number]) => [
  ...[lab.title, lab.story, lab.lesson, ...lab.hints],
  ...[...lab.repairs, ...lab.hiding].map(({ says }) => says),
];
const all = labs.flatMap((lab) => textsOf(lab).map((text) => ({ lab: lab.name, text })));

test('there are at least 15, each in a file of its name', () => {
  expect(labs.length).toBeGreaterThanOrEqual(15);
  const files = readdirSync(folder).map((it) => it.replace('.ts', ''));
  const others = ['index', 'changes'];
  expect(labs.map(({ name }) => name).toSorted()).toEqual(files.filter((it) => !others.includes(it)).toSorted());
});

test('each has at least two repairs that differ, three hints, and its sources', () => {
  for (const { name, repairs, hints, sources } of labs) {
    const different = new Set(repairs.map(({ edits, calls }) => JSON.stringify([edits, calls?.map(String)])));
    expect([name, different.size >= 2, hints.length >= 3]).toEqual([name, true, true]);
    expect([name, sources.filter((it) => !it.startsWith('https://docs.aws.amazon.com/'))]).toEqual([name, []]);
    expect([name, sources.length > 0]).toEqual([name, true]);
  }
});

test('at least two thirds name changes that only hide what is wrong', () => {
  expect(labs.filter(({ hiding }) => hiding.length > 0).length).toBeGreaterThan((labs.length * 2) / 3);
});

test('a command that is named is there', () => {
  const ours = all.flatMap(({ lab, text }) =>
    [...text.matchAll(/provision ([a-z]+)/g)].map(([, name]) => ({ lab, name })),
  );
  expect(ours.length).toBeGreaterThan(10);
  const names = commands.map(({ name }) => name);
  expect(ours.filter(({ name = '' }) => !names.includes(name))).toEqual([]);
});

test('a command of the AWS CLI that is named is there, and the sandbox has its operation', () => {
  const named = all.flatMap(({ lab, text }) =>
    [...text.matchAll(/\baws ([a-z0-9]+) ([a-z0-9-]+)/g)].map(([, service, operation]) => ({
      lab,
      service,
      operation,
    })),
  );
  const there = new Set(
    services.flatMap(({ id, operations }) =>
      operations.map(({ schema }) => `${serviceEntry(id)?.cli} ${kebab(String(schema[2]))}`),
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ service, operation }) => !there.has(`${service} ${operation}`))).toEqual([]);
});

test('what there is more about is a subject of `explain`', () => {
  const book = bookOfNouns();
  const unknown = labs.flatMap(({ name, explain }) =>
    explain.filter((it) => subjectOf(it, book) === undefined).map((it) => `${name}: ${it}`),
  );
  expect(unknown).toEqual([]);
});
