import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { counted, fateOf, leavesOfText, loaded, madeFrom } from './made.js';

/** A manifest with two sidecars, which Copilot has in a task definition by their names: `envoy`, then `log`. */
const manifest = {
  ...{ name: 'web', type: 'Load Balanced Web Service', image: { location: 'nginx', port: 80 }, cpu: 256, memory: 512 },
  sidecars: { log: { image: 'fluent' }, envoy: { image: 'envoy', essential: false } },
  command: ['a'],
};
type Rule = readonly [path: string, value: unknown];
const withRules = (...rules: readonly Rule[]) =>
  stringify({ ...manifest, taskdef_overrides: rules.map(([path, value]) => ({ path, value })) });
const made = (...rules: readonly Rule[]) => madeFrom(['manifest.yml', withRules(...rules)]);
const service = (...rules: readonly Rule[]) => loaded(made(...rules)).services['web'];

test.each<[what: string, rules: readonly Rule[], is: object]>([
  [
    'a limit in three rules',
    [
      ['ContainerDefinitions[0].Ulimits[-].Name', 'cpu'],
      ['ContainerDefinitions[0].Ulimits[0].SoftLimit', 1024],
      ['ContainerDefinitions[0].Ulimits[0].HardLimit', 2048],
    ],
    { ulimits: { cpu: { soft: 1024, hard: 2048 } } },
  ],
  [
    'limits in one rule',
    [['ContainerDefinitions[0].Ulimits', [{ Name: 'nofile', SoftLimit: 9, HardLimit: 9 }]]],
    { ulimits: { nofile: { soft: 9, hard: 9 } } },
  ],
  [
    'another port, over UDP',
    [
      ['ContainerDefinitions[0].PortMappings[-].ContainerPort', 2056],
      ['ContainerDefinitions[0].PortMappings[1].Protocol', 'udp'],
    ],
    { port: 80, ports: { 'port-2056': { port: 2056, protocol: 'udp' } } },
  ],
  ['the root file system', [['ContainerDefinitions[0].ReadonlyRootFilesystem', true]], { readonlyRoot: true }],
  ['a number as text', [['ContainerDefinitions[0].StopTimeout', '90']], { stopTimeout: 90 }],
  ['a member that the manifest has', [['ContainerDefinitions[0].Command', ['b', 'c']]], { command: ['b', 'c'] }],
  ['the size of the task', [['Cpu', 1024]], { cpu: 1024, memory: 2048 }],
  [
    'the sidecars, in the order of their names',
    [
      ['ContainerDefinitions[1].User', 'first'],
      ['ContainerDefinitions[2].User', 'second'],
    ],
    { containers: { envoy: { user: 'first' }, log: { user: 'second' } } },
  ],
  [
    'an existing role',
    [['TaskRoleArn', 'arn:aws:iam::123456789012:role/mine']],
    { permissions: { role: 'arn:aws:iam::123456789012:role/mine' } },
  ],
  [
    'options of the log, by their own names',
    [['ContainerDefinitions[0].LogConfiguration.Options.awslogs-datetime-format', '%Y']],
    { logs: { options: { 'awslogs-datetime-format': '%Y' } } },
  ],
  [
    'a volume and a mount',
    [
      ['Volumes[-].Name', 'data'],
      ['ContainerDefinitions[0].MountPoints[-].SourceVolume', 'data'],
      ['ContainerDefinitions[0].MountPoints[0].ContainerPath', '/data'],
    ],
    { volumes: { data: {} }, mounts: { '/data': { volume: 'data' } } },
  ],
])('taskdef_overrides: %s', (_, rules, is) => {
  expect(service(...rules)).toMatchObject(is);
  expect(made(...rules).left).toEqual([]);
  expect(counted(made(...rules))).toBe(leavesOfText(withRules(...rules)));
});

test('a rule counts instead of what the manifest says, and that is told', () => {
  const both = made(['ContainerDefinitions[0].Command', ['b']], ['Memory', '1024']);
  expect(fateOf(both, 'command')).toContain('taskdef_overrides says another value');
  expect(fateOf(both, 'memory')).toContain('taskdef_overrides says another value');
  expect(fateOf(both, 'cpu')).toContain('kept');
});

test.each<[what: string, rule: Rule, because: string]>([
  ['of a container that there is not', ['ContainerDefinitions[3].User', 'x'], 'no part of a task definition'],
  ['of the entry of a list that Copilot makes', ['ContainerDefinitions[0].Environment[2].Value', 'x'], 'Copilot makes'],
  ['that is no path', ['ContainerDefinitions[x].User', 'x'], 'no part of a task definition'],
  ['of a member that a config has not', ['IpcMode', 'task'], 'Fargate does not take it'],
  [
    'of a member of a container that a config has not',
    ['ContainerDefinitions[0].Hostname', 'x'],
    'network interface of its own',
  ],
])('a rule %s is left, whole, with the reason', (_, rule, because) => {
  const { left } = made(rule);
  expect(left).toEqual([expect.objectContaining({ path: 'taskdef_overrides[0]', leaves: 2 })]);
  expect(left[0]?.because).toContain(because);
});

test('of a rule with a list, only what a config has not is left', () => {
  const { left } = made(['ContainerDefinitions[0].LinuxParameters', { InitProcessEnabled: true, MaxSwap: 1 }]);
  expect(left.map(({ path }) => path)).toEqual(['taskdef_overrides[0].value.MaxSwap']);
});

test('the rules of an environment go into its overlay', () => {
  const text = stringify({
    ...manifest,
    environments: { prod: { taskdef_overrides: [{ path: 'ContainerDefinitions[2].User', value: 'x' }] } },
  });
  const { overlays, left } = madeFrom(['manifest.yml', text]);
  expect(left).toEqual([]);
  expect(overlays.map((it) => it.text)).toEqual([
    '# What is different with --env prod.\n\nname: my-shop-prod\nservices:\n  web:\n    containers:\n      log:\n        user: x\n',
  ]);
});
