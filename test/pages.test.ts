import { expect, test } from '@jest/globals';
import { pages } from '../src/pages.js';

test('all pages of a list are read, in their order', async () => {
  const all: Record<string, { items: number[]; next?: string }> = {
    first: { items: [1, 2], next: 'a' },
    a: { items: [], next: 'b' },
    b: { items: [3] },
  };
  const asked: (string | undefined)[] = [];
  const read = async (token: string | undefined) => {
    asked.push(token);
    const { items, next } = all[token ?? 'first'] ?? { items: [] };
    return { items, next };
  };
  expect(await pages(read)).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, 'a', 'b']);
});

test('a page that leads to itself ends the list with an error, not never', async () => {
  await expect(pages(async () => ({ items: [1], next: 'a' }))).rejects.toMatchObject({ name: 'IncompleteAnswer' });
});
