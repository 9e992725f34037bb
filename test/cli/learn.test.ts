import { stat, readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { eventsOf, resultOf, Desk } from './program.js';
import { runHere } from './in-process.js';

/** `provision learn` as a person has it, in the order in which it is done. The labs themselves are in test/learn/. */

let desk: Desk;
beforeAll(async () => void (desk = await Desk.open()));
const learn = (...words: string[]) => desk.here('learn', ...words);
const lab = '.provision/learn/link-egress';
const inLab = (...words: string[]) => runHere(words, { directory: desk.path(lab), env: desk.env() });

test('without a word more, the labs by topic', async () => {
  const { code, stdout } = await learn();
  expect(code).toBe(0);
  expect(stdout).toMatch(/^security groups\n {4}link-egress +The API answers 503, and all tasks run \(easy\)\n/);
  expect(stdout).toMatch(/0 of \d+ done\. Begin one: provision learn start link-egress\n$/);
});

test.each([
  [['check'], 'which lab? None has begun'],
  [['start'], 'which lab?'],
  [['start', 'link-egres'], 'there is no lab link-egres'],
  [['check', 'link-egress'], 'the lab link-egress has not begun'],
])('%j: exit code 2, and nothing is made', async (words, message) => {
  expect(await learn(...words)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
});

test('a lab begins: what a client sees, without the reason, in a directory of its own that nobody else reads', async () => {
  const { code, stdout, stderr } = await learn('start', 'link-egress');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(
    '503 Service Unavailable\n  content-type: application/json\n  {"message":"Service Unavailable"}',
  );
  expect(stdout).not.toContain('x-sandbox');
  expect(stdout).not.toMatch(/no rule lets|sg-/);
  expect(stdout).toContain(`cd ${lab}\n`);
  const modes = await Promise.all(
    [lab, `${lab}/provision.yaml`, `${lab}/lab.json`].map((it) => stat(desk.path(it)).then(({ mode }) => mode & 0o777)),
  );
  expect(modes).toEqual([0o700, 0o600, 0o600]);
  const again = await learn('start', 'link-egress');
  expect(again.stdout).toBe(stdout);
});

test('hints come one at a time, and the last one stays', async () => {
  const firsts = [];
  for (const _ of [1, 2, 3, 4, 5]) firsts.push((await learn('hint')).stdout.split('\n')[0]);
  expect(firsts).toEqual(['Hint 1 of 4', 'Hint 2 of 4', 'Hint 3 of 4', 'Hint 4 of 4', 'Hint 4 of 4']);
});

test('a check tells where the request stops, and not what to change; exit code 3', async () => {
  const { code, stdout } = await learn('check');
  expect(code).toBe(3);
  expect(stdout).toMatch(/✗ security group +sg-\w+ no rule lets the VPC link out/);
  expect(stdout).not.toContain('What to change');
  const { stdout: json } = await learn('check', '--json');
  expect(eventsOf(json).find(({ type }) => type === 'learn')).toMatchObject({ lab: 'link-egress', is: 'broken' });
  expect(resultOf(json)).toMatchObject({ command: 'learn', ok: true });
});

test('what is revealed are commands with the ids of this world', async () => {
  const { stdout } = await learn('reveal');
  expect(stdout).toContain(`cd ${lab} && provision up --sandbox\n`);
  expect(stdout).toMatch(/aws ec2 authorize-security-group-egress \\\n {5}--group-id sg-\w{17} \\\n/);
});

test('the stack is repaired by up, in the directory of the lab: it is solved, with the lesson and what it would have cost', async () => {
  expect(await inLab('up', '--sandbox', '--sandbox-speed', 'instant')).toMatchObject({ code: 0 });
  const { code, stdout } = await inLab('learn', 'check');
  expect(code).toBe(0);
  expect(stdout).toContain('link-egress is solved. (4 of 4 hints, 3 checks, and the repairs were revealed.)');
  expect(stdout).toMatch(/On AWS this stack is billed about \$0\.0\d an hour \(\$\d+ a month/);
  expect(stdout).toContain('More: provision explain vpc-link\n');
  expect((await learn()).stdout).toMatch(/✓ link-egress/);
});

test('reset begins again; that it was solved is kept', async () => {
  expect((await learn('reset')).stdout).toContain('503 Service Unavailable');
  expect((await learn('check')).code).toBe(3);
  const { labs } = JSON.parse(await readFile(desk.path('.provision/learn/progress.json'), 'utf8')) as {
    labs: { [lab: string]: object };
  };
  expect(labs['link-egress']).toMatchObject({ hints: 0, checks: 1, solved: expect.any(String) });
});
