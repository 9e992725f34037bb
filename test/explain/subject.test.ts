import { expect, test } from '@jest/globals';
import { actionsOf } from '../../src/explain/permissions.js';
import * as subject from '../../src/explain/subject.js';
import { bookOfNouns } from '../lessons/book-of-nouns.js';

const book = bookOfNouns();
const subjectOf = (word: string) => subject.subjectOf(word, book);
const nearestWords = (word: string, steps: readonly string[]) => subject.nearestWords(word, book, steps);

test('a noun, and an operation with its service or without, in any case', () => {
  expect(subjectOf('nat-gateway')).toMatchObject({ is: 'chapter', chapter: { noun: 'nat-gateway' } });
  expect(subjectOf('NAT-Gateway')).toMatchObject({ is: 'chapter' });
  for (const word of ['ec2:CreateNatGateway', 'EC2:createnatgateway', 'CreateNatGateway', 'createNATgateway'])
    expect(subjectOf(word)).toMatchObject({
      is: 'operation',
      name: 'ec2:CreateNatGateway',
      chapter: { noun: 'nat-gateway' },
    });
});

test('an operation that several services have is all of them', () => {
  expect(subjectOf('CreateService')).toEqual({
    is: 'several',
    names: ['servicediscovery:CreateService', 'ecs:CreateService'],
  });
  expect(subjectOf('ecs:CreateService')).toMatchObject({ is: 'operation', name: 'ecs:CreateService' });
});

test('a word that there is not: the nearest ones, of steps too, and none that is far-fetched', () => {
  expect(subjectOf('nat-gatway')).toBeUndefined();
  expect(nearestWords('nat-gatway', [])).toEqual(['nat-gateway']);
  expect(nearestWords('ec2:CreateNatGatway', [])).toEqual(['ec2:CreateNatGateway']);
  expect(nearestWords('CreateNatGatway', [])).toEqual(['ec2:CreateNatGateway']);
  expect(nearestWords('web-servce', ['web-service'])).toContain('web-service');
  expect(nearestWords('teapot', ['web-service'])).toEqual([]);
});

test('of every operation it is known what IAM is asked, also of those that no blueprint sends', () => {
  const none = book.chapters
    .flatMap(({ operations }) => Object.keys(operations))
    .filter((name) => actionsOf(name).length === 0);
  expect(none).toEqual(['sts:GetCallerIdentity']);
});
