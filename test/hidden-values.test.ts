import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createColors } from 'picocolors';
import { changesBetween } from '../src/changes.js';
import {
  changeWithoutVariables,
  planWithoutVariables,
  rowWithoutVariables,
  withoutVariables,
} from '../src/hidden-values.js';
import type { Plan } from '../src/plan.js';
import { changeLines } from '../src/ui/changes.js';
import { jsonDisplay } from '../src/ui/json.js';
import { Pipe } from './ui/screen.js';

const value = 'hunter2';
const environment = [{ name: 'PW', value }];
const container = { name: 'web', image: 'nginx', environment };
const call = { service: 'ecs', operation: 'RegisterTaskDefinition', mutating: true } as const;

test('a plan has the names of variables, and no value of one', () => {
  const changes = changesBetween({}, { containerDefinitions: [container, { name: 'log', environment }] });
  const plan: Plan = {
    steps: [
      {
        ...{ step: 'web', resource: 'task-definition', action: 'replace', fixed: [], changes },
        calls: [{ ...call, input: { containerDefinitions: [container], overrides: { environment: { PW: value } } } }],
      },
    ],
    ...{ failures: [], outputs: {} },
  };
  const shown = JSON.stringify(planWithoutVariables(plan));
  expect(JSON.stringify(plan).split(value)).toHaveLength(5);
  expect(shown).not.toContain(value);
  expect(shown.split('PW')).toHaveLength(5);
});

test('a row of status, and an event on stdout, have none either', () => {
  const [recorded, live] = [[container], [{ ...container, environment: [] }]];
  const changes = changesBetween(recorded, live, {}, ['containerDefinitions']);
  const drift = [{ member: 'containerDefinitions', recorded, live, changes }];
  const row = { step: 'web', type: 'task-definition', state: 'drifted', drift, shown: drift } as const;
  expect(JSON.stringify(row)).toContain(value);
  expect(JSON.stringify(rowWithoutVariables(row))).not.toContain(value);

  const event = {
    ...call,
    type: 'call',
    time: '',
    durationMs: 1,
    outcome: { ok: true },
    input: { container },
  } as const;
  const [hiding, showing] = [new Pipe(), new Pipe()];
  jsonDisplay(hiding).event(event);
  jsonDisplay(showing, true).event(event);
  expect(hiding.text).not.toContain(value);
  expect(showing.text).toContain(value);
});

test('whatever changes: each name of a variable that is not in both is shown, and no value', () => {
  const names = fc.constantFrom('MODE', 'LEVEL', 'A', 'PATH_TO');
  const variables = fc.dictionary(names, fc.constantFrom('hidden-1', 'hidden-2', '')).map((members) => {
    const list = Object.entries(members).map(([name, value]) => ({ name, value }));
    return { names: Object.keys(members), containers: [{ name: 'web', essential: true, environment: list }] };
  });
  const sides = fc.tuple(variables, variables, fc.boolean());
  const property = fc.property(sides, ([one, other, isNew]) => {
    const [before, after] = [isNew ? [] : one.containers, other.containers];
    const changes = changesBetween({ containers: before }, { containers: after }).map((it) =>
      changeWithoutVariables(it),
    );
    const text = changeLines(changes, 0, { width: 200, colors: createColors(false) }).join('\n');
    expect(text).not.toContain('hidden-');
    for (const name of other.names) if (isNew || !one.names.includes(name)) expect(text).toContain(name);
    if (!isNew) for (const name of one.names) if (!other.names.includes(name)) expect(text).toContain(name);
  });
  fc.assert(property, { seed: 6, numRuns: 100 });
});

test('what is no variable stays as it is', () => {
  const want = {
    secrets: [{ name: 'PW', valueFrom: 'arn:aws:ssm:::parameter/pw' }],
    tags: [{ name: 'a', value: 'b' }],
  };
  expect(withoutVariables(want)).toEqual(want);
});

test('an option of a log driver may be a key: its name is shown, and its value is not, but for those of awslogs', () => {
  const options = (apikey: string) => ({ apikey, 'awslogs-group': '/a', mode: 'blocking' });
  const container = (apikey: string) => ({ logConfiguration: { logDriver: 'awsfirelens', options: options(apikey) } });
  const text = JSON.stringify(withoutVariables([container(value)]));
  expect(text).not.toContain(value);
  expect(text).toContain('"awslogs-group":"/a"');
  const changes = [
    ...changesBetween(container('a'), container(value), {}, ['containers', 'web']),
    { path: 'c.web.logConfiguration', from: undefined, to: container(value).logConfiguration },
    { path: 'c.web.logConfiguration.options', from: options(value), to: undefined },
    { path: 'c.web.logConfiguration.options.mode', from: 'blocking', to: 'non-blocking' },
  ].map((it) => changeWithoutVariables(it));
  expect(JSON.stringify(changes)).not.toContain(value);
  expect(changes.at(-1)).toMatchObject({ from: 'blocking', to: 'non-blocking' });
});

test('what a variable of this machine gives to a command or a label is shown as it is written, and what was there before is not', () => {
  const given = new Map([
    ['--token=hunter2', '--token=${TOKEN}'],
    ['hunter2', '${TOKEN}'],
  ]);
  const of = (token: string) => ({
    containerDefinitions: [
      {
        name: 'web',
        image: 'hunter2',
        command: ['run', `--token=${token}`],
        dockerLabels: { build: token, kind: 'a' },
      },
    ],
  });
  const changes = changesBetween(of('hunter1'), of('hunter2'));
  const plan: Plan = {
    steps: [
      {
        ...{ step: 'web', resource: 'task-definition', action: 'replace', fixed: [], changes },
        calls: [{ ...call, input: of('hunter2') }],
      },
    ],
    ...{ failures: [], outputs: {} },
  };
  const shown = JSON.stringify(planWithoutVariables(plan, given));
  expect(shown).not.toContain('hunter1');
  // The image is the name of a thing.
  expect(shown.replaceAll('"image":"hunter2"', '')).not.toContain('hunter2');
  expect(shown).toContain('"image":"hunter2"');
  expect(shown).toContain('--token=${TOKEN}');
  expect(shown).toContain('"run"');
});
