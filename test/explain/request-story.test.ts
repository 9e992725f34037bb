import { beforeAll, expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import type { ToldStack } from '../../src/commands/explain/narration.js';
import { requestThatArrives, storyOf } from '../../src/commands/explain/overview.js';
import { follow } from '../../src/path/follow.js';
import { without } from '../../src/path/without.js';
import type { RequestStory } from '../../src/explain/overview.js';
import { storyLines } from '../../src/ui/request-story.js';
import { toldBlueprint } from './told.js';

let told: ToldStack;
let story: RequestStory;
beforeAll(async () => {
  told = await toldBlueprint('alb-microservices');
  story = storyOf(told, requestThatArrives(told));
});
const seenWithout = (at: string): unknown => {
  const missing = story.hops.find((it) => it.at === at)?.missing;
  return missing?.is === 'dropped' ? missing.seen : missing?.status;
};

test('the request that is told of is one that a task answers, where the root is none', () => {
  expect(story).toMatchObject({ method: 'GET', path: '/api/books', ending: { is: 'answered', by: 'task' } });
});

test('what the client would see without a thing is what the model of the way says, once that is taken away', () => {
  expect(seenWithout('stage')).toBe(404);
  expect(seenWithout('integration')).toBe(500);
  expect(seenWithout('vpc-link')).toBe(503);
  expect(seenWithout('listener-rule')).toBe(404);
  expect(seenWithout('target-group')).toBe(503);
  expect(seenWithout('task')).toBe(502);
  for (const hop of follow(requestThatArrives(told), told.facts).hops)
    if (hop.at !== 'route-table')
      expect({ hop, ending: follow(requestThatArrives(told), without(told.facts, hop)).ending }).not.toEqual({
        ...{ hop, ending: story.ending },
      });
});

test('what is needed unnoticed is told, too, and what nobody can delete is named as such', () => {
  expect(story.unnoticed.map(({ at }) => at)).toContain('network-acl');
  const text = storyLines(story, { columns: 100, colors: createColors(false) }).join('\n');
  expect(text).toContain('It cannot be missing: AWS lets nobody delete it.');
  expect(text).toContain('If this were missing, the client would see HTTP status 503: the VPC link is gone.');
  expect(text).toContain('the client would see an answer of the load balancer with status 404');
});

test('ids are told by the names of the steps that make them', () => {
  const ids = story.hops
    .filter(({ at }) => ['api', 'listener', 'vpc-link', 'target-group'].includes(at))
    .map(({ id }) => id);
  expect(ids).toEqual(['api', 'vpc-link', 'listener', 'book-service-target-group']);
});
