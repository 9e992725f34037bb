import { expect, test } from '@jest/globals';
import { FailureError, type Failure } from '../../../src/failure.js';
import { madeFrom } from './made.js';

const refused = (text: string): Failure | undefined => {
  try {
    madeFrom(['file', text]);
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  return undefined;
};

test.each([
  ['', 'nothing that a config can be made from'],
  ['a: 1', 'nothing that a config can be made from'],
  ['[]', 'nothing that a config can be made from'],
  ['Resources: {A: {Type: "AWS::ECS::Service"}}', 'nothing that a config can be made from'],
  ['{name: x, type: Static Site}', "of Copilot's types there are Load Balanced Web Service"],
  ['services: {}', 'has nothing that can become a service'],
  ['services: {web: 3}', 'has nothing that can become a service'],
  ['{"containerDefinitions": []}', 'has nothing that can become a service'],
])('%s is refused with a way out', (text, message) => {
  expect(refused(text)).toMatchObject({
    code: 'bad-usage',
    message: expect.stringContaining(message) as unknown,
    hint: expect.stringMatching(/./) as unknown,
  });
});

test.each(['services: {web: [}', '{"containerDefinitions": [', '"a'])(
  '%s is no YAML, and is said with its line',
  (text) => {
    expect(refused(text)).toMatchObject({ code: 'bad-config', problems: [{ file: 'file', line: 1 }] });
  },
);
