import { expect, test } from '@jest/globals';
import { pages, pagesUpTo } from '../src/pages.js';

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

test('a list that is too long is given up once it has so many, and one that ends there is not', async () => {
  const asked: (string | undefined)[] = [];
  const read = async (token: string | undefined) => {
    asked.push(token);
    return token === undefined ? { items: [1, 2], next: 'a' } : { items: [3, 4], next: '' };
  };
  expect(await pagesUpTo(2, read)).toBeUndefined();
  expect(asked).toEqual([undefined]);
  expect(await pagesUpTo(3, read)).toEqual([1, 2, 3, 4]);
});
