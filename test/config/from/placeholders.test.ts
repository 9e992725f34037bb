import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asRegion, withAccount, withoutPlaceholders } from '../../../src/config/from/placeholders.js';
import { times } from '../../full.js';
import { fateOf, loaded, madeFrom } from './made.js';

const numRuns = times(1000, 50);

test.each([
  ['arn:aws:iam::ACCOUNT_ID:role/a', 'arn:aws:iam::${ACCOUNT_ID}:role/a'],
  ['arn:aws:iam::AWS_ACCOUNT_ID:role/a', 'arn:aws:iam::${AWS_ACCOUNT_ID}:role/a'],
  ['arn:aws:iam::YOUR_ACCOUNT_ID:role/a', 'arn:aws:iam::${ACCOUNT_ID}:role/a'],
  ['arn:aws:iam::<your-account-id>:role/a', 'arn:aws:iam::${ACCOUNT_ID}:role/a'],
  ['arn:aws:iam::xxxxxxxxxxxx:role/<NAME>', 'arn:aws:iam::${ACCOUNT_ID}:role/${NAME}'],
  ['arn:aws:ssm:AWS_REGION:{{ account }}:parameter/a', 'arn:aws:ssm:${AWS_REGION}:${ACCOUNT}:parameter/a'],
  ['arn:aws:ssm:<your-region>:<id>:parameter/a', 'arn:aws:ssm:${REGION}:${ID}:parameter/a'],
  ['ACCOUNT.dkr.ecr.REGION.amazonaws.com/a:1', '${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/a:1'],
  [
    '<AWS_ACCOUNT_ID>.dkr.ecr.<REGION>.amazonaws.com/a:<TAG>',
    '${AWS_ACCOUNT_ID}.dkr.ecr.${REGION}.amazonaws.com/a:${TAG}',
  ],
  ['<IMAGE1_NAME>', '${IMAGE1_NAME}'],
  ['{{IMAGE}}', '${IMAGE}'],
  ['${{ env.IMAGE }}', '${ENV_IMAGE}'],
  ['__IMAGE__', '${IMAGE}'],
  ['#{Image}#', '${IMAGE}'],
  ['$(image):%TAG%', '${IMAGE}:${TAG}'],
  ['me/app:[1st tag]', 'me/app:${_1ST_TAG}'],
])('%s is %s', (theirs, ours) => {
  expect(withoutPlaceholders(theirs).text).toBe(ours);
});

test.each([
  'REGION',
  'ACCOUNT_ID/app',
  'nginx:latest',
  '${IMAGE}:${TAG:-latest}',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app',
  '${A}.dkr.ecr.${B}.amazonaws.com/app',
  'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  'arn:aws:s3:::REGION/ACCOUNT_ID',
  'arn:aws:ssm:us-gov-west-1:123456789012:parameter/REGION',
  'arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter/a',
  'arn:aws:ssm:us-east:1234:parameter/a',
  '<>',
])('%s has no placeholder', (text) => {
  expect(withoutPlaceholders(text)).toEqual({ text });
});

test.each([
  ['arn:aws:sqs:REGION:ACCOUNT_ID:a', 'arn:aws:sqs:${REGION}:${ACCOUNT_ID}:a'],
  ['x=ACCOUNT_ID.dkr.ecr.<region>.amazonaws.com/a y', 'x=${ACCOUNT_ID}.dkr.ecr.${REGION}.amazonaws.com/a y'],
  ['arn:aws:sqs:EUROPE:XXXXXXXXXXXX:a', 'arn:aws:sqs:EUROPE:XXXXXXXXXXXX:a'],
  ['<b>{{TEMPLATE}} %s __x__ $(a)</b>', '<b>{{TEMPLATE}} %s __x__ $(a)</b>'],
])('of what is for a program, %s is %s', (theirs, ours) => {
  expect(withAccount(theirs).text).toBe(ours);
});

test('what was done says what is to be set', () => {
  expect(withAccount('arn:aws:sqs:REGION:ACCOUNT_ID:a').how).toBe('placeholders: set REGION and ACCOUNT_ID');
  expect(asRegion('<AWS_REGION>')).toEqual({ text: '${AWS_REGION}', how: 'a placeholder: set AWS_REGION' });
  expect(asRegion('eu-west-1')).toEqual({ text: 'eu-west-1' });
});

const account = fc.constantFrom(
  'ACCOUNT_ID',
  'YOUR_ACCOUNT_ID',
  '<account>',
  '{{ACCOUNT}}',
  'xxxxxxxxxxxx',
  '123456789012',
);
const region = fc.constantFrom('REGION', 'AWS_REGION', '<your-region>', '{{REGION}}', 'eu-west-1', 'your-region');

test('a task definition with placeholders in all places is carried over whole', () => {
  fc.assert(
    fc.property(account, region, fc.constantFrom('<TAG>', '{{TAG}}', '1'), (owner, place, tag) => {
      const arn = (service: string, name: string, at: string = place) => `arn:aws:${service}:${at}:${owner}:${name}`;
      const made = madeFrom([
        'task.json',
        JSON.stringify({
          taskRoleArn: arn('iam', 'role/a', ''),
          executionRoleArn: arn('iam', 'role/b', ''),
          containerDefinitions: [
            {
              ...{ name: 'web', image: `${owner}.dkr.ecr.${place}.amazonaws.com/app:${tag}` },
              environment: [
                { name: 'AWS_REGION', value: place },
                { name: 'TOPIC', value: arn('sns', 'orders') },
              ],
              secrets: [
                { name: 'A', valueFrom: arn('ssm', 'parameter/a') },
                { name: 'B', valueFrom: arn('secretsmanager', 'secret:b-AbCdEf') },
              ],
              logConfiguration: {
                logDriver: 'awslogs',
                options: { 'awslogs-region': place, 'awslogs-group': '/ecs/<APP>' },
              },
            },
          ],
        }),
      ]);
      loaded(made);
      expect(made.left).toEqual([]);
      for (const name of made.variables) expect(name).toMatch(/ACCOUNT|REGION|TAG|APP/);
    }),
    { numRuns },
  );
});

test('words that are placeholders elsewhere stay what they are', () => {
  const made = madeFrom([
    'compose.yaml',
    'services: {web: {image: region, environment: {PLACE: REGION, HTML: "<b>", ID: ACCOUNT_ID}, command: [a, "{{b}}"]}}',
  ]);
  expect(made.variables).toEqual([]);
  expect(loaded(made).services['web']).toMatchObject({
    ...{ image: 'region', command: ['a', '{{b}}'] },
    environment: { PLACE: 'REGION', HTML: '<b>', ID: 'ACCOUNT_ID' },
  });
});

test('a secret with colons that name no part of it is all of it', () => {
  const valueFrom = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';
  const containerDefinitions = [{ name: 'web', image: 'nginx', secrets: [{ name: 'A', valueFrom: `${valueFrom}::` }] }];
  const made = madeFrom(['task.json', JSON.stringify({ containerDefinitions })]);
  expect(loaded(made).services['web']?.secrets).toEqual({ A: valueFrom });
  expect(fateOf(made, 'containerDefinitions[0].secrets[0]')).toContain('name no part of it');
});
