import { expect, test } from '@jest/globals';
import { Compatibility, CPUArchitecture, LogDriver, OSFamily } from '@aws-sdk/client-ecs';
import { LoadBalancerTypeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import { memberSchema } from '../../src/config/json-schema.js';
import type { Path } from '../../src/config/member-path.js';
import { knownWish, wishes } from '../../src/config/wishes/known-wish.js';
import { otherNames } from '../../src/config/wishes/other-names.js';
import { plainName, type Around } from '../../src/config/wishes/wish.js';
import { membersOfAws } from './members-of-aws.js';
import { problemLines, withService } from './problem-lines.js';

const web: Path = ['services', 'web'];
/** The maps of a config that a place stands for. */
const maps: { readonly [Place in Around]: readonly Path[] } = {
  top: [[]],
  task: [web, ['jobs', 'migrate'], [...web, 'containers', 'side']],
  service: [web],
  job: [['jobs', 'migrate']],
  container: [[...web, 'containers', 'side']],
  network: [['network']],
  cluster: [['cluster']],
  ingress: [['ingress']],
  balancer: [['ingress', 'loadBalancer']],
  domain: [['ingress', 'domain']],
  rule: [
    [...web, 'rules', 0],
    [...web, 'ports', 'admin', 'rules', 0],
  ],
  port: [[...web, 'ports', 'admin']],
  target: [
    [...web, 'target'],
    [...web, 'ports', 'admin', 'target'],
  ],
  rollout: [[...web, 'rollout']],
  scaling: [[...web, 'scaling']],
  discovery: [[...web, 'discovery']],
  volume: [[...web, 'volumes', 'data']],
  efs: [['jobs', 'migrate', 'volumes', 'data', 'efs']],
  health: [
    [...web, 'healthCheck'],
    [...web, 'containers', 'side', 'healthCheck'],
  ],
  logs: [[...web, 'logs']],
  restart: [[...web, 'restart']],
  mount: [[...web, 'mounts', '/data']],
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

/** What a config says of members of a map that have other names, each with its problem. */
function saidOf(around: Path, names: readonly string[]): ReadonlyMap<string, string> {
  const inside = Object.fromEntries(names.map((name) => [name, {}]));
  const nested = around.reduceRight<unknown>(
    (inner, segment) => (typeof segment === 'number' ? [inner] : { [segment]: inner }),
    inside,
  );
  const lines = problemLines(JSON.stringify(nested));
  const of = (name: string) =>
    lines.find((line) => /(?:unknown member|not supported:) "(\w+)"/.exec(line)?.[1] === name);
  return new Map(names.map((name) => [name, of(name) ?? 'nothing']));
}

test.each(Object.entries(maps))('wishes are refused with the reason and the way out: %s', (place, paths) => {
  const names = each.filter(([, around]) => around === place).map(([name]) => name);
  for (const path of paths)
    for (const [name, line] of saidOf(path, names))
      expect([name, line]).toEqual([name, expect.stringMatching(/: not supported: "\w+", because [^.]+ \([^)].+\)$/)]);
});

test.each(membersOfAws)('a config knows the members of %s (%s)', (_of, place, members) => {
  for (const path of maps[place]) {
    const own = membersOf(path).map(plainName);
    const others = members.filter((name) => !own.includes(plainName(name)));
    for (const [name, line] of saidOf(path, others))
      expect([name, line]).toEqual([name, expect.stringMatching(/: not supported: .+, because | \(it is called "/)]);
  }
});

test.each([
  ...Object.values(LogDriver).map((driver) => ['services.web.logs', 'driver', driver] as const),
  ...['none', 'local', 'gcplogs', 'logentries'].map((driver) => ['services.web.logs', 'driver', driver] as const),
  ...Object.values(OSFamily).map((family) => ['services.web', 'architecture', family] as const),
  ...Object.values(CPUArchitecture).map((processor) => ['services.web', 'architecture', processor] as const),
  ...Object.values(LoadBalancerTypeEnum).map((type) => ['ingress', 'type', type] as const),
  ...Object.values(Compatibility).map((capacity) => ['cluster', 'capacity', capacity] as const),
])('%s: {%s: %s} is taken, or has a reason, or the word for it', (around, member, value) => {
  const inside = around.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), { [member]: value });
  const [line] = problemLines(JSON.stringify(inside)).filter((it) => it.includes(`"${member}"`));
  if (line !== undefined) expect(line).toMatch(/, because .+ \(|write |\(did you mean "\w+"\?/);
  if (line?.includes('did you mean')) expect(line).toContain(`did you mean "${value.toLowerCase()}"`);
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
  ['architecture: amd64', '"architecture" cannot be "amd64" (write x86_64)'],
  ['architecture: armm64', '(did you mean "arm64"? allowed: x86_64, arm64)'],
  [
    'platform: windows/amd64',
    'not supported: "platform" of "windows/amd64", because tasks are Linux containers: there are no Windows instances here (build the image for Linux)',
  ],
  ['platform: linux/arm64', 'unknown member "platform" (it is called "architecture" here)'],
  [
    'logs: {driver: json-file}',
    '"driver" cannot be "json-file", because of log drivers there are those that Fargate takes: awslogs, awsfirelens and splunk (leave `logs` out: lines go to CloudWatch Logs)',
  ],
  ['memroy: 1', 'unknown member "memroy" (did you mean "memory"?)'],
  [
    'colour: red',
    'unknown member "colour" (editors that know the schema list all members: `provision init` writes it)',
  ],
])('%s', (line, expected) => {
  expect(problemLines(withService(line))).toEqual([expect.stringContaining(expected)]);
});
