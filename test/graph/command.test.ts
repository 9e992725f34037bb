import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { main } from '../../src/cli/main.js';

let said: { out: string; err: string };
beforeEach(() => {
  said = { out: '', err: '' };
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text))));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.err += String(text))));
});
afterEach(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(process.stdout, 'isTTY');
});

const graph = (...words: string[]) => main(['graph', '--blueprint', 'cloud-map-public', ...words]);

test('without a word about the format it is Mermaid, of the steps', async () => {
  expect(await graph()).toBe(0);
  expect(said.out).toContain('flowchart LR');
  expect(said.out).toContain('web-service<br/>ECS service');
  expect(said.err).toBe('');
});

test('a picture to redirect into a file, named as the command line says', async () => {
  expect(await graph('--format', 'svg', '--view', 'topology', '--name', 'shop')).toBe(0);
  expect(said.out).toMatch(/^<\?xml[\s\S]*shop: what runs where[\s\S]*<\/svg>\n$/);
});

test.each(['steps', 'topology'])(
  'the documentation shows the %s of alb-microservices as they are drawn',
  async (view) => {
    expect(await main(['graph', '--blueprint', 'alb-microservices', '--format', 'svg', '--view', view])).toBe(0);
    expect(said.out === (await readFile(`docs/graphs/alb-microservices-${view}.svg`, 'utf8'))).toBe(true);
  },
);

test('on a terminal a picture is refused, saying what to do instead', async () => {
  Object.defineProperty(process.stdout, 'isTTY', { value: true, configurable: true });
  expect(await graph('--format', 'svg')).toBe(2);
  expect(said.out).toBe('');
  expect(said.err).toContain('> stack.svg');
});

test('as data: one line with the picture, one with the result', async () => {
  expect(await graph('--json', '--view', 'topology')).toBe(0);
  const [picture, result] = said.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(picture).toMatchObject({ type: 'graph', view: 'topology', title: 'cloud-map-public: what runs where' });
  expect(result).toMatchObject({ type: 'result', command: 'graph', ok: true, calls: { total: 0 } });
});

test('a format or a view that there is not: exit code 2, and which there are', async () => {
  expect(await graph('--format', 'png')).toBe(2);
  expect(said.err).toContain('svg');
  expect(await graph('--view', 'cost')).toBe(2);
  expect(said.err).toContain('topology');
  expect(said.out).toBe('');
});
