import { expect, test } from '@jest/globals';
import { everyThird, inFull } from '../full.js';
import { problemsOf } from './problem-lines.js';
import { everyMember, Written } from './members.js';

/** Of every type, and none of them a value that any member with rules of its own would take. */
const wrong: readonly unknown[] = [null, true, -0.5, '?', [['?']], { '?': '?' }];

for (const format of ['yaml', 'json'] as const)
  test(`whatever is wrong with whichever member, the problem has a line and a column, and one points at it (${format})`, () => {
    // A job has most of a service's members: one of the two is enough.
    const known = new Map(everyMember().map((it) => [JSON.stringify([it.path.slice(1), it.schema]), it]));
    const members = [...known.values()];
    expect(members.length).toBeGreaterThan(90);
    // How a file is written decides where a problem is, and what it is about does not.
    for (const { path } of inFull(members, format === 'json' ? everyThird(everyThird(members)) : everyThird(members))) {
      const objected = wrong.filter((value) => {
        const written = new Written(path, value, format);
        const problems = problemsOf(written.text, { file: `provision.${format}` });
        const unlocated = problems.filter(({ line, column }) => line === undefined || column === undefined);
        expect({ path, value, unlocated }).toEqual({ path, value, unlocated: [] });
        return problems.some(({ line = 0 }) => line >= written.from && line <= written.to);
      });
      // A text may be any text, and then lists, maps, numbers and nothing at all are wrong.
      expect({ path, objected: objected.length > 2 }).toEqual({ path, objected: true });
    }
  });

test('a list in place of a map is told once, where it is', () => {
  const text = 'name: shop\nservices:\n  - image: nginx\n    port: 80\n';
  expect(problemsOf(text).map(({ line, column, path }) => [line, column, path])).toEqual([[2, 1, 'services']]);
});

test('members that are indented too little are told by the one that has none', () => {
  const text = 'name: shop\nservices:\n  web:\n  image: nginx\n  port: 80\n  count: 2\ningress: {type: none}\n';
  expect(problemsOf(text)).toMatchObject([
    { line: 3, column: 3, path: 'services.web', hint: 'are the lines below it indented too little?' },
  ]);
  expect(problemsOf('name: shop\nservices:\nweb: {image: nginx, port: 80}\ningress: {type: none}\n')).toMatchObject([
    { line: 2, column: 1, path: 'services' },
  ]);
});
