import { expect, test } from '@jest/globals';
import { memberSchema } from '../../src/config/json-schema.js';
import type { Path } from '../../src/config/member-path.js';
import { knownWish, wishes } from '../../src/config/wishes/known-wish.js';
import { otherNames } from '../../src/config/wishes/other-names.js';
import { plainName, type Around } from '../../src/config/wishes/wish.js';
import { problemLines, withService } from './problem-lines.js';

/** The maps of a config that a place stands for. */
const maps: { readonly [Place in Around]: readonly Path[] } = {
  top: [[]],
  task: [
    ['services', 'web'],
    ['jobs', 'migrate'],
    ['services', 'web', 'containers', 'side'],
  ],
  service: [['services', 'web']],
  job: [['jobs', 'migrate']],
  network: [['network']],
  cluster: [['cluster']],
  ingress: [['ingress']],
  elsewhere: [],
};
const membersOf = (path: Path): string[] => Object.keys(memberSchema(path)?.properties ?? {});
const each = wishes.flatMap(({ names, around }) =>
  around.flatMap((place) => names.split(' ').map((name) => [name, place] as const)),
);

test('the wishes are many, and each is there once', () => {
  expect(wishes.length).toBeGreaterThan(80);
  const keys = each.map(([name, place]) => `${plainName(name)} in ${place}`);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

test('no wish is a member by now: its row is to be removed from src/config/wishes/', () => {
  const come = each.filter(([name, place]) =>
    maps[place].some((path) => membersOf(path).some((member) => plainName(member) === plainName(name))),
  );
  expect(come).toEqual([]);
});

test('what has another name here is there by that name, and no wish', () => {
  for (const [place, names] of Object.entries(otherNames))
    for (const [here, others] of Object.entries(names)) {
      expect(maps[place as Around].flatMap(membersOf)).toContain(here);
      for (const name of others.split(' '))
        expect([name, knownWish(name, maps[place as Around][0] ?? [])]).toEqual([name, { is: 'called', name: here }]);
    }
});

test.each(each)('%s is refused with the reason and the way out (%s)', (name, place) => {
  const lines = maps[place].map((path) => {
    const at = [...path, name];
    const written = at.map((segment, depth) => `${'  '.repeat(depth)}${segment}:`).join('\n');
    const own = problemLines(`${written} {}\n`).filter((line) => line.includes('not supported'));
    return own.length === 1 ? own[0] : `${own.length} problems at ${at.join('.')}`;
  });
  for (const line of lines) expect(line).toMatch(/: not supported: "\w+", because [^.]+ \([^)].+\)$/);
});

test.each([
  ['env_file: .env', 'unknown member "env_file" (did you mean "envFile"?)'],
  ['env: {}', 'unknown member "env" (it is called "environment" here)'],
  ['mem_limit: 1g', 'unknown member "mem_limit" (it is called "memory" here)'],
  ['mount_points: []', 'unknown member "mount_points" (it is called "mounts" here)'],
  [
    'ebs_volumes: []',
    'not supported: "ebs_volumes", because no disk is made for a task (keep files in EFS or S3, or in a database; `ephemeralStorage` is space that goes with the task)',
  ],
  ['memroy: 1', 'unknown member "memroy" (did you mean "memory"?)'],
  [
    'colour: red',
    'unknown member "colour" (editors that know the schema list all members: `provision init` writes it)',
  ],
])('%s', (line, expected) => {
  expect(problemLines(withService(line))).toEqual([expect.stringContaining(expected)]);
});
