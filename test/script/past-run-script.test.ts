import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resourcesByType } from '../../steps/nouns.js';
import { pastRunScript } from '../../src/script/past-run-script.js';
import { configOf, Project, serviceIn } from '../e2e/project.js';
import { openRig, where, type Rig } from '../e2e/rig.js';
import { shellcheck } from './shell.js';

let rig: Rig;
let made: string;
let unrecorded: string;
let changed: string;
let deleted: string;
beforeAll(async () => {
  rig = await openRig();
  const project = new Project(rig);
  const script = (command: string, recorded = project.store.records): string =>
    pastRunScript({
      stack: 'cloud-map-public',
      command,
      region: where.region,
      events: project.events,
      recorded,
      resources: resourcesByType,
    });
  await project.up();
  made = script('up');
  unrecorded = script('up', new Map());
  await project.up(configOf((it) => void (serviceIn(it).count = 3)));
  changed = script('up');
  await project.down();
  deleted = script('down', new Map());
});
afterAll(() => rig.close());

test('of a run that made something, the ids that it made are variables', async () => {
  expect(made).toContain('PUBLIC_SUBNET_A_ID=$(retry aws ec2 create-subnet \\\n  --vpc-id "$VPC_ID"');
  expect(made).toContain('\nWEB_DISCOVERY_ARN=$(retry aws servicediscovery create-service');
  expect(made).toContain('\nNAMESPACE_OPERATION_ID=$(retry aws servicediscovery create-private-dns-namespace');
  expect(made).toContain('\nNAMESPACE_ID=$(aws servicediscovery get-operation');
  expect(made).not.toMatch(/\b(vpc|subnet|sg|rtb|igw|srv|ns)-[0-9a-f]{8,}/);
  expect(made).not.toContain('keep ');
  expect((await shellcheck(made)) ?? '').toBe('');
});

test('what is sensitive is not in the file of a run: it is from the record, or to be put there, and the script says so', () => {
  expect(made).toContain('# What is sensitive in it is not in the file of the run: it is as recorded since.');
  expect(made).toContain('"environment": []');
  expect(unrecorded).toContain('# ***SensitiveInformation*** was not recorded: put it there.');
});

test('what no id of the run tells is made up of what is known', () => {
  expect(unrecorded).toContain('registryArn=arn:aws:servicediscovery:us-east-1:$ACCOUNT:service/$WEB_DISCOVERY_ID');
});

test('of a run that changed something, what was there before stands as it was', async () => {
  expect(changed).toMatch(/retry aws ecs update-service .*--desired-count 3/s);
  expect(changed.match(/\baws [a-z0-9]+ (create|update|delete|put|modify)-/g)).toHaveLength(1);
  expect(changed).toMatch(/await web-service COMPLETED/);
  expect((await shellcheck(changed)) ?? '').toBe('');
});

test('a run that deleted everything is told with the ids that it deleted', async () => {
  expect(deleted).toMatch(/remove aws ec2 delete-vpc --vpc-id vpc-[0-9a-f]{17}\n/);
  expect(deleted.indexOf('delete-subnet')).toBeLessThan(deleted.indexOf('delete-vpc '));
  expect(deleted).toMatch(/await vpc-link gone FAILED 15 aws apigatewayv2 get-vpc-link/);
  expect((await shellcheck(deleted)) ?? '').toBe('');
});
