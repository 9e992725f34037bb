import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { configSchema, type Config } from '../../src/config/schema.js';
import { planWithoutVariables } from '../../src/hidden-values.js';
import { isChange, type Plan } from '../../src/plan.js';
import { lossesOf } from '../../src/ui/by-noun.js';
import { proposalLines } from '../../src/ui/confirm.js';
import { areasByType } from '../../steps/nouns.js';
import { planFor } from '../rehearsal/rehearsal.js';
import { Project, variant } from './project.js';
import { openRig, where, type Rig } from './rig.js';

/** What a person reads before `up` asks whether to go ahead, from the first `up` of a stack to its resume. */

let rig: Rig;
let project: Project;
beforeAll(async () => {
  rig = await openRig();
  project = new Project(rig, 'shop');
});
afterAll(() => rig.close());

const image = 'nginx:1.27';
const config: Config = {
  ...configSchema.parse({
    ingress: { type: 'none' },
    services: {
      web: { image, environment: { MODE: 'fast', LEVEL: '2', OLD: 'x' }, count: 2 },
      api: { image, logGroup: '/shop/api' },
      old: { image },
    },
  }),
  name: 'shop',
};

const planned = async (it: Config): Promise<Plan> => planWithoutVariables(await planFor(rig, project, it));
/** The question at a terminal, but for its last line. */
const question = (plan: Plan, width = 80, colors = createColors(false)): string[] =>
  proposalLines(
    { command: 'up', stack: 'shop', account: where.account, region: where.region, what: { plan, areas: areasByType } },
    colors,
    width,
  );

test('the first time: the names of all that is made, in parts', async () => {
  expect(question(await planned(config))).toEqual([
    'up shop in account 000000000000, us-east-1',
    '',
    'network',
    '  + 1 VPC: vpc',
    '  + 2 subnets: public-subnet-a, public-subnet-b',
    '  + 1 internet gateway: internet-gateway',
    '  + 1 internet gateway attachment: internet-gateway-attachment',
    '  + 1 route table: public-route-table',
    '  + 1 route: public-default-route',
    '  + 2 route table associations: public-route-table-association-a,',
    '    public-route-table-association-b',
    '  + 3 security groups: web-security-group, api-security-group,',
    '    old-security-group',
    'permissions',
    '  + 1 role: execution-role',
    '  + 1 role policy attachment: execution-role-policy',
    'logs',
    '  + 3 log groups: web-log-group, api-log-group, old-log-group',
    'containers',
    '  + 1 cluster: cluster',
    '  + 3 task definitions: web-task-definition, api-task-definition,',
    '    old-task-definition',
    '  + 3 ECS services: web-service, api-service, old-service',
    '',
    'shop: 24 to create; 31 mutating calls.',
    '',
  ]);
  await project.up(config);
});

test('where things differ: what does, why something is replaced, and what is in what goes', async () => {
  const changed = variant(config, ({ services }) => {
    const environment = { AGE: '7', MODE: 'slow', LEVEL: '2' };
    Object.assign(services['web'] ?? {}, { image: 'nginx:1.28', environment, count: 3 });
    Object.assign(services['api'] ?? {}, { logGroup: '/other' });
    delete services['old'];
  });
  const plan = await planned(changed);
  expect(question(plan)).toEqual([
    'up shop in account 000000000000, us-east-1',
    '',
    'network',
    '  - 1 security group: old-security-group',
    'logs',
    '  ± api-log-group  log group: /shop/api',
    '      replaced: AWS cannot change logGroupName in place',
    '      deletes all logs in /shop/api',
    '      ~ logGroupName: "/shop/api" → "/other"',
    '  - 1 log group: old-log-group',
    '    with all logs in /ecs/shop/old',
    'containers',
    '  ± web-task-definition  task definition: task-definition/web:1',
    '      replaced: AWS cannot change containerDefinitions in place',
    '      containerDefinitions.web',
    '        ~ image: "nginx:1.27" → "nginx:1.28"',
    '        ~ environment: MODE changed',
    '        - environment.OLD',
    '        + environment.AGE',
    '  ± api-task-definition  task definition: task-definition/api:1',
    '      replaced: AWS cannot change containerDefinitions in place',
    '      ~ containerDefinitions.api.logConfiguration.options.awslogs-group:',
    '          "/shop/api"',
    '        → "/other"',
    '  ~ web-service          ECS service: service/shop/web',
    '      ~ taskDefinition:',
    '          "task-definition/web:1"',
    '        → known after the new web-task-definition is there',
    '      ~ desiredCount: 2 → 3',
    '  ~ api-service          ECS service: service/shop/api',
    '      ~ taskDefinition:',
    '          "task-definition/api:1"',
    '        → known after the new api-task-definition is there',
    '  - 1 task definition: old-task-definition',
    '  - 1 ECS service: old-service',
    '',
    'shop: 2 to update, 3 to replace, 4 to delete, 15 unchanged; 13 mutating calls.',
    '',
  ]);
  expect(lossesOf(plan.steps)).toBe('all logs in /shop/api, /ecs/shop/old');
  for (const width of [72, 80, 120]) {
    const plain = question(plan, width);
    expect(question(plan, width, createColors(true)).map(stripVTControlCharacters)).toEqual(plain);
    expect(plain.filter((line) => stringWidth(line) > width)).toEqual([]);
  }
});

test('nothing to do: nothing is shown but that', async () => {
  const plan = await planned(config);
  expect(plan.steps.some(isChange)).toBe(false);
  expect(question(plan).slice(2)).toEqual(['shop: nothing to do, 24 resources as configured.', '']);
});

test('after a pause: what comes back', async () => {
  await project.pause();
  const comesBack = (name: string, count: number) => [
    `~ ${name}-service  ECS service: service/shop/${name}`,
    `    ~ desiredCount: 0 → ${count}`,
    '    - tags.provision:paused: "1970-01-01T00:00:00.000Z"',
  ];
  expect(question(await planned(config)).slice(2)).toEqual([
    ...[...comesBack('web', 2), ...comesBack('api', 1), ...comesBack('old', 1)],
    ...['', 'shop: 3 to update, 21 unchanged; 6 mutating calls.', ''],
  ]);
});
