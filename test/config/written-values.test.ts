import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { jsonSchema } from '../../src/config/init.js';
import { loadConfig } from '../../src/config/load.js';
import { messages, problemLines, withService } from './problem-lines.js';

const service = (lines: string) => loadConfig('provision.yaml', withService(lines)).services['web'];

test('numbers and booleans are text where text is wanted, as they are written', () => {
  const written =
    '{A: 80, B: true, C: 1e3, D: 0x10, E: 010, F: 1.10, G: .5, H: -0, I: 2024-01-01, J: yes, K: 1_000, L: True, M: .inf, N: +1}';
  expect(service(`environment: ${written}`)?.environment).toEqual(
    Object.fromEntries([...written.matchAll(/(\w): ([^,}]+)/g)].map(([, name, text]) => [name, text])),
  );
  expect(service('command: [sleep, 3600]\nuser: 1000\nlabels: {v: 1.20}')).toMatchObject({
    command: ['sleep', '3600'],
    user: '1000',
    labels: { v: '1.20' },
  });
  const tagged = withService('').replace('image: nginx', 'repository: shop\n    tag: 1.10');
  expect(loadConfig('x', `tags: {version: 1.10}\n${tagged}`)).toMatchObject({
    tags: { version: '1.10' },
    services: { web: { tag: '1.10' } },
  });
});

test('an alias gives the text that its anchor has', () => {
  expect(service('environment: {A: &port 010, B: *port}')?.environment).toEqual({ A: '010', B: '010' });
});

test('no value at all is no text', () => {
  expect(messages(withService('environment: {A: null, B: ~}'))).toEqual([
    'what is written here has no value',
    'what is written here has no value',
  ]);
});

test.each([
  ['cpu: 256\nmemory: 512', 256, 512],
  ['cpu: 0.5\nmemory: 1GB', 512, 1024],
  ['cpu: .25\nmemory: 512MB', 256, 512],
  ['cpu: 1 vCPU\nmemory: 4 GB', 1024, 4096],
  ['cpu: "2vcpu"\nmemory: 4096m', 2048, 4096],
  ['cpu: 16 vCPUs\nmemory: 120GiB', 16384, 122880],
  ['cpu: ".5 vCPU"\nmemory: 1.0 gb', 512, 1024],
])('%s', (lines, cpu, memory) => {
  expect(service(lines)).toMatchObject({ cpu, memory });
});

test('sizes are written so in every container', () => {
  const lines =
    'memory: 1GB\ncpu: 0.5\nmemoryReservation: 256MB\ncontainers: {a: {image: x, cpu: 0.125, memory: 128m}}';
  expect(service(lines)).toMatchObject({ memoryReservation: 256, containers: { a: { cpu: 128, memory: 128 } } });
});

test('what is no size says how sizes are written', () => {
  expect(problemLines(withService('cpu: 1\nmemory: 4TB'))).toEqual([
    expect.stringContaining('Fargate has no tasks with 1 CPU units'),
    '10:13 services.web.memory: "memory" must be a whole number, not text (write MiB, as in 512, or a size, as in 4GB or 512MB)',
  ]);
  expect(messages(withService('memory: 0.3GB'))).toEqual(['"memory" must be a whole number, not 307.2']);
  expect(messages(withService('cpu: 0.3\nmemoryReservation: 4'))).toEqual([
    '"cpu" must be a whole number, not 307.2',
    '"memoryReservation" must be from 6 to 122880, not 4',
  ]);
});

test('editors accept all of these forms', () => {
  const editor = z.fromJSONSchema(JSON.parse(jsonSchema()));
  const web = {
    image: 'nginx',
    ...{ cpu: '1 vCPU', memory: '4GB', memoryReservation: 512, envFile: '.env', user: 1000, command: ['sleep', 5] },
    environment: { PORT: 80, DEBUG: true, A: 'x' },
    containers: { a: { image: 'x', cpu: 0, memory: '0.5 GB', envFile: ['a', 'b'] } },
  };
  expect(editor.safeParse({ services: { web } }).error?.issues ?? []).toEqual([]);
  expect(editor.safeParse({ services: { web: { ...web, memory: 'lots' } } }).success).toBe(false);
});
