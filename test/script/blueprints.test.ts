import { beforeAll, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { isMutating } from '../../src/is-mutating.js';
import { stringsIn } from '../../src/rehearsal/json-strings.js';
import { resourcesByType } from '../../steps/nouns.js';
import { pathsOf } from '../../src/script/answers.js';
import { capturesOf } from '../../src/script/captures.js';
import { kebab } from '../../src/script/cli-names.js';
import type { Transcript } from '../../src/script/transcript.js';
import { downScript, upScript, type LifecycleTranscripts } from '../../src/script/lifecycle-script.js';
import { blueprintOf, serviceIn, variant } from '../e2e/project.js';
import { inFull } from '../full.js';
import { waitCallsFor } from '../../src/script/waits.js';
import { bash, shellcheck } from './shell.js';
import { lifeOf } from './lives.js';

const names = inFull(
  blueprints.map(({ name }) => name),
  ['cloud-map-private'],
);
const lives = new Map<string, LifecycleTranscripts>();
/** Where there is a registry. */
let built: LifecycleTranscripts;
beforeAll(async () => {
  for (const name of names) lives.set(name, await lifeOf(await blueprintOf(name)));
  built = await lifeOf(await blueprintOf('alb-microservices'), 'docker');
});
function rehearsed(name: string): LifecycleTranscripts {
  const life = lives.get(name);
  if (!life) throw new Error(`${name} was not rehearsed`);
  return life;
}

/** How often each of these commands is in a script. */
function commandsIn(script: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, service = '', verb = ''] of script.matchAll(/\baws ([a-z0-9]+) ([a-z-]+)/g))
    count(counts, `${service} ${verb}`);
  return counts;
}
const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

function changesIn({ entries }: Transcript): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { service, operation } of entries.flatMap(({ calls }) => calls))
    if (isMutating(operation)) count(counts, `${service} ${kebab(operation)}`);
  return counts;
}

test.each(names)('%s: each call that changes something has its command, there and back', (name) => {
  const life = rehearsed(name);
  for (const [script, story] of [
    [upScript(life), life.up],
    [downScript(life), life.down],
  ] as const) {
    const commands = commandsIn(script);
    for (const [name, times] of changesIn(story))
      expect([name, commands.get(name)]).toEqual([
        name,
        times + (name === 'ecs delete-task-definitions' ? 1 : 0) + (name === 'ecs create-capacity-provider' ? 1 : 0),
      ]);
  }
});

test.each(names)(
  '%s: whatever is waited for is asked by an id that AWS has answered, never searched by tags',
  (name) => {
    const { up, down } = rehearsed(name);
    const answered = [...up.entries, ...down.entries].flatMap(({ calls, gives }) => [
      gives,
      ...calls.map((it) => it.output),
    ]);
    const known = new Set(stringsIn(answered).map(([, text]) => text));
    const waits = [...up.entries, ...down.entries].flatMap((entry) =>
      waitCallsFor(entry).map((it) => ({ ...it, entry })),
    );
    expect(waits.length).toBeGreaterThan(10);
    for (const { call, entry } of waits) {
      const texts = stringsIn(call.input).map(([, text]) => text);
      expect([entry.step, call.operation, texts.filter((text) => text.startsWith('tag:provision:'))]).toEqual([
        entry.step,
        call.operation,
        [],
      ]);
      expect([entry.step, call.operation, texts.some((text) => known.has(text))]).toEqual([
        entry.step,
        call.operation,
        true,
      ]);
    }
  },
);

test.each(names)('%s: no id of the rehearsal is left in it, nor the account', (name) => {
  const life = rehearsed(name);
  const chosen = life.up.entries
    .flatMap(({ calls }) => calls)
    .flatMap(({ output }) => stringsIn(output).map(([, text]) => text));
  const ids = chosen.filter((text) => /^[a-z]+-[0-9a-f]{8,17}$/.test(text) || /^[0-9a-f-]{32,36}$/.test(text));
  expect(ids.length).toBeGreaterThan(20);
  for (const script of [upScript(life), downScript(life)])
    expect([life.up.account, ...ids].filter((id) => script.includes(id))).toEqual([]);
});

test.each(names)('%s: a variable has its value before it is used, and one meaning', (name) => {
  const life = rehearsed(name);
  const { all } = capturesOf(life.up, life.down);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  const script = upScript(life);
  for (const { name } of all) {
    const [given, used] = [
      new RegExp(`^(${name}=\\$\\(|read -r (\\w+ )*${name}\\b)`, 'm').exec(script),
      new RegExp(`\\$\\{?${name}\\b`).exec(script),
    ];
    expect([name, given !== null && given.index < (used?.index ?? Infinity)]).toEqual([name, true]);
  }
});

test.each(names)('%s: what answers say is found where it is known to be said', (name) => {
  const life = rehearsed(name);
  const { all } = capturesOf(life.up, life.down);
  // Zones, machine images and prefix lists are looked up: nothing is known by them.
  const noun = new Map([...life.up.entries, ...life.down.entries].map((scene) => [scene.step, scene.noun]));
  for (const { step, call, path } of all) {
    const type = noun.get(step) ?? '';
    const known = pathsOf(call.operation, resourcesByType.get(type)?.script).map((it) => it.join('.'));
    if (isMutating(call.operation) || known.length > 0)
      expect([type, known]).toEqual([type, expect.arrayContaining([path.join('.')])]);
  }
});

test.each(names)('%s: bash and shellcheck have nothing to say', async (name) => {
  const life = rehearsed(name);
  for (const script of [upScript(life), downScript(life)]) {
    expect(script).toMatch(/^#!\/usr\/bin\/env bash\n#\n/);
    expect(await bash(`bash -n <<'SCRIPT'\n${script}SCRIPT`)).toMatchObject({ code: 0, stderr: '' });
    expect((await shellcheck(script)) ?? '').toBe('');
  }
});

test('what is looked up is taken from the look of its own step', () => {
  const script = upScript(rehearsed('cloud-map-private'));
  expect(script).toMatch(/^# s3-prefix-list: .*\nS3_PREFIX_LIST_ID=\$\(aws ec2 describe-managed-prefix-lists/m);
  expect(script).toMatch(
    /^# availability-zones: .*\nANSWER=\$\(aws ec2 describe-availability-zones[^#]*\nread -r ZONE_1 ZONE_2 _ <<< "\$ANSWER"\n/m,
  );
});

test('where there is a registry, images are built and pushed', async () => {
  const script = upScript(built);
  expect(script).toMatch(
    /if ! aws ecr describe-images .*imageTag=tag-1 .*; then\n {2}aws ecr get-login-password \| "\$DOCKER" login/,
  );
  expect(script).toMatch(
    /"\$DOCKER" build --platform linux\/amd64 --tag "\$BOOK_SERVICE_REPOSITORY_URI:tag-1" \/\S+\/examples\/book\n/,
  );
  expect(script).toContain('  "$DOCKER" push "$BOOK_SERVICE_REPOSITORY_URI:tag-1"\nfi\n');
  expect(script).not.toContain('upload-layer-part');
  expect((await shellcheck(script)) ?? '').toBe('');
});

test('slow things go on at the same time: a step is waited for by the first that needs it', async () => {
  const script = upScript(built);
  const between = (from: string, to: string) => script.slice(script.indexOf(from), script.indexOf(to));
  expect(between('aws ec2 create-nat-gateway', 'aws ec2 wait nat-gateway-available')).toMatch(/aws \w+ create-/);
  expect(between('aws elbv2 create-load-balancer', 'await load-balancer active')).toMatch(/aws \w+ create-/);
  expect(script).toMatch(/^# private-default-route-a[^#]*nat-gateway-available[^#]*aws ec2 create-route /m);
});

test('what a user writes into a config is no command', async () => {
  const value = `it's $(date) \`id\` "$HOME" \\ \n; exit 1`;
  const config = variant(await blueprintOf('cloud-map-public'), (it) => {
    serviceIn(it).environment = { VALUE: value };
  });
  const script = upScript(await lifeOf(config));
  expect((await shellcheck(script)) ?? '').toBe('');
  const register = script.slice(
    script.indexOf('WEB_TASK_DEFINITION_ARN=$('),
    script.indexOf('keep WEB_TASK_DEFINITION_ARN'),
  );
  const before = `retry() { "$@"; }\naws() { while [[ $1 != --container-definitions ]]; do shift; done; printf '%s' "$2" >&2; }\nEXECUTION_ROLE_ARN=x\nSTACK_ID=x`;
  const { stderr } = await bash(`${before}\n${register}`);
  expect(JSON.parse(stderr)).toMatchObject([{ environment: [{ name: 'VALUE', value }] }]);
});

test('a public key is handed over as it is, whatever the CLI takes bytes for', async () => {
  const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKhl3gJHDnBL2uEdU0tUrWm1c4lrmIJ1fXbuv1pT1AZm';
  const config = variant(await blueprintOf('alb-microservices'), (it) => {
    Object.assign(it.consumer ?? {}, { ssh: { publicKey, cidr: '203.0.113.7/32' } });
  });
  const script = upScript(await lifeOf(config));
  expect((await shellcheck(script)) ?? '').toBe('');
  const [, call = ''] = /(aws ec2 import-key-pair[^#]*?)(?: > \/dev\/null|\)\n|\nkeep)/.exec(script) ?? [];
  expect(call).toContain('--public-key-material "fileb://"<(printf %s ');
  const { stdout } = await bash(
    `STACK_ID=x\naws() { while [[ $1 != --public-key-material ]]; do shift; done; cat "\${2#fileb://}"; }\n${call}`,
  );
  expect(stdout).toBe(publicKey);
});
