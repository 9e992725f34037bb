import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { stackName } from '../../src/config/names.js';
import { resolveConfig } from '../../src/config/resolve.js';
import { wantWithPlaceholders } from '../../src/placeholder-want.js';
import { withoutPasswords } from '../../src/redact.js';
import { jsonLine, printable } from '../../src/ui/printable.js';
import { stackOf } from '../../steps/stack/index.js';
import { where } from '../steps/config.js';

/** Threats of docs/security.md that no other test is about. */

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Wanted {
  readonly type: string;
  readonly name: string;
  readonly want: { readonly [member: string]: unknown };
}
/** What the steps of all blueprints want. */
let wanted: readonly Wanted[];
/** Services that a config opens itself, with `allow`. */
const allowed = new Set<string>();
beforeAll(async () => {
  const all: Wanted[] = [];
  for (const { name: blueprint } of blueprints) {
    const config = await resolveConfig({ blueprint, directory: '/' });
    for (const [name, { allow }] of Object.entries(config.services)) if (allow.length > 0) allowed.add(name);
    for (const step of stackOf(config, where, () => 'tag').steps) {
      const want = wantWithPlaceholders(step) as Wanted['want'];
      all.push({ type: step.resource.type, name: step.name, want });
    }
  }
  wanted = all;
});
const wantsOf = (...types: string[]) => wanted.filter(({ type }) => types.includes(type));

test('roles of tasks trust ECS for this account and region only', () => {
  const trusts = wantsOf('role').map(({ want }) => JSON.stringify(want['AssumeRolePolicyDocument']));
  const ofTasks = trusts.filter((it) => it.includes('ecs-tasks.amazonaws.com'));
  expect(ofTasks.length).toBeGreaterThanOrEqual(blueprints.length);
  for (const it of ofTasks) {
    expect(it).toContain(`"aws:SourceAccount":"${where.account}"`);
    expect(it).toContain(`"aws:SourceArn":"arn:aws:ecs:${where.region}:${where.account}:*"`);
  }
  expect(trusts.filter((it) => it.includes('"*"') || it.includes('"AWS"'))).toEqual([]);
});

test('only ports that are meant for others are open to addresses', () => {
  const rules = wantsOf('security-group-rule');
  const open = rules.filter(({ want }) => /\d+\.\d+\.\d+\.\d+\/\d+|::\/0/.test(JSON.stringify(want)));
  const inward = open.filter(({ want }) => !JSON.stringify(want).includes('"egress"'));
  expect(rules.length).toBeGreaterThan(5);
  expect(inward.length).toBeGreaterThan(0);
  const isMeant = (name: string) =>
    /load-balancer|bastion/.test(name) || [...allowed].some((it) => name.startsWith(`${it}-ingress-from-`));
  expect(inward.map(({ name }) => name).filter((it) => !isMeant(it))).toEqual([]);
});

test('every instance requires IMDSv2', () => {
  const launched = wantsOf('launch-template', 'instance');
  expect(launched.length).toBeGreaterThan(0);
  for (const { want } of launched) expect(JSON.stringify(want)).toContain('"HttpTokens":"required"');
});

test.each(['../x', '..', '.', 'a/b', 'a\\b', '/etc/passwd', 'a\0b', 'a\nb', '', 'a b', '-a', '%2e%2e', '$(id)', 'é'])(
  'no name of a stack leads out of the state directory: %j',
  (name) => expect(stackName.objection(name)).toBeDefined(),
);

test('no shell is started, and no text is run as a program', () => {
  const files = ['src', 'state', 'steps'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const sources = files.filter((it) => it.endsWith('.ts'));
  expect(sources.length).toBeGreaterThan(300);
  const suspect = /\bshell:\s*true|[^.\w]exec(Sync)?\(|\beval\(|new Function\(|from 'node:vm'/;
  expect(sources.filter((it) => suspect.test(readFileSync(join(root, it), 'utf8')))).toEqual([]);
});

test('no password of a URL is shown, and the rest of it is', () => {
  expect(withoutPasswords('http://user:pw@host:1/a?b=c')).toBe('http://***@host:1/a?b=c');
});

test('no control character of others is shown, and none is in a line of JSON', () => {
  const hostile = 'a\u001b[2J\u009b1m\u202e\u2028b\u0007';
  expect(printable(hostile)).toMatch(/^[ -~]*$/);
  expect(jsonLine({ hostile })).toMatch(/^[ -~]*$/);
  expect(JSON.parse(jsonLine({ hostile }))).toEqual({ hostile });
});

test('nothing is installed with the program, and nothing runs when it is', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly [name: string]: object };
  for (const name of ['dependencies', 'optionalDependencies', 'peerDependencies'])
    expect(manifest[name]).toBeUndefined();
  const scripts = Object.keys(manifest['scripts'] ?? {});
  expect(scripts.filter((it) => /^(pre|post)?install$/.test(it))).toEqual([]);
});
