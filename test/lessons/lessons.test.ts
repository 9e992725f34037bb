import { expect, test } from '@jest/globals';
import { resources } from '../../steps/nouns.js';
import { bookOfNouns } from './book-of-nouns.js';
import { services } from '../../src/aws/services.js';
import { shapeOf, type Shape } from '../../src/sdk-schema.js';
import { general, topics } from '../../src/lessons/order.js';
import { sdks } from '../sandbox/wire/clients.js';
import { sentOperations } from './sent.js';

const { chapterOf, chapters, lessonOf } = bookOfNouns();
const taught = chapters.flatMap(({ operations }) => Object.entries(operations));
const names = taught.map(([name]) => name);

test('every operation that is ever sent has one lesson, and there is none of what nobody sends', () => {
  const sent = sentOperations();
  expect(sent.length).toBeGreaterThan(150);
  expect(names.toSorted()).toEqual(sent);
});

test('every service with an operation that is taught is in the registry, which introduces it', () => {
  const taughtServices = new Set(names.map((name) => name.split(':')[0] ?? ''));
  expect([...taughtServices].filter((service) => !Object.hasOwn(services, service))).toEqual([]);
});

test('every noun has one chapter; besides, there is who calls, what all have in common, and what is no noun', () => {
  const nouns = chapters.map(({ noun }) => noun);
  expect(nouns.toSorted()).toEqual([...resources.map(({ type }) => type), ...general, ...topics].toSorted());
  expect(chapterOf('nat-gateway')?.is).toContain('NAT gateway');
  expect(lessonOf('ec2:CreateNatGateway')).toBe(chapterOf('nat-gateway')?.operations['ec2:CreateNatGateway']);
});

test('a parameter that is explained is a member of the input, or inside of one, by its path', () => {
  const wrong = taught.flatMap(([name, { parameters = {} }]) =>
    Object.keys(parameters).flatMap((path) => (hasMember(inputOf(name), path.split('.')) ? [] : [`${name} ${path}`])),
  );
  expect(wrong).toEqual([]);
});

test('what changes something says what undoes it', () => {
  expect(
    taught
      .filter(
        ([name, { undo }]) => undo === undefined && !/:(Describe|Discover|Get|List|BatchCheck|BatchGet)/.test(name),
      )
      .map(([name]) => name),
  ).toEqual([]);
});

test("links lead to AWS's own documentation", () => {
  const links = taught.map(([, { link }]) => new URL(link));
  expect(new Set(links.map(({ origin }) => origin))).toEqual(new Set(['https://docs.aws.amazon.com']));
  const sources = chapters.flatMap((it) => it.sources ?? []).map((url) => new URL(url).origin);
  expect(new Set(sources)).toEqual(new Set(['https://docs.aws.amazon.com', 'https://repost.aws']));
});

test('a topic names its sources, and what there is to ask about next', () => {
  for (const topic of topics) {
    const { sources = [], see = [] } = chapterOf(topic) ?? {};
    expect({ topic, sources: sources.length > 0, lost: see.filter((it) => !chapterOf(it)) }).toEqual({
      ...{ topic, sources: true, lost: [] },
    });
    expect(see.length).toBeGreaterThan(1);
  }
});

test('prices have dates, and words do not: no text names an amount of money', () => {
  const texts = JSON.stringify(chapters);
  expect(/[$€£] ?\d|\d ?[$€£]|\bUSD\b|\b(cents?|dollars?)\b/i.exec(texts)).toBeNull();
});

function inputOf(name: string): Shape {
  const [service, operation] = name.split(':');
  const schema = sdks.find(({ id }) => id === service)?.operations.find((it) => it[2] === operation);
  if (!schema) throw new Error(`the SDK has no ${name}`);
  return shapeOf(schema[4]);
}

/** Of each item, where it is a list. */
const hasMember = (shape: Shape, [name, ...rest]: readonly string[]): boolean =>
  name === undefined || membersOf(shape).some(([member, inner]) => member === name && hasMember(inner, rest));

function membersOf(shape: Shape): (readonly [string, Shape])[] {
  if (shape.kind === 'list') return membersOf(shape.item);
  return shape.kind === 'structure' ? shape.members.map((it) => [it.name, it.shape] as const) : [];
}
