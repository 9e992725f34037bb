import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beforeAll, expect, test } from '@jest/globals';
import { eventsOf, resultOf, type Desk } from './program.js';
import { behindItsBack, instant, openShopDesk } from './shop-desk.js';

/** `provision logs` as a person has it. What a container writes is in test/sandbox/services/ecs/task/. */

let desk: Desk;
beforeAll(async () => {
  ({ desk } = await openShopDesk());
  expect(await desk.here('request', '/pets/7', ...instant)).toMatchObject({ code: 0 });
});

const line = (name: string, text: string): RegExp =>
  new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ${name} +(?:[0-9a-f]{8} )?\\| .*${text}`, 'm');

test('all services and the access log of the API, in the order of time', async () => {
  const { code, stdout, stderr } = await desk.here('logs', ...instant);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(line('web', 'This stands in for nginx'));
  expect(stdout).toMatch(line('web', '"GET /pets/7 HTTP/1.1" 200 '));
  expect(stdout).toMatch(line('api', '"routeKey":"GET /pets/{id}","status":"200"'));
  const times = stdout
    .split('\n')
    .slice(0, -1)
    .map((it) => it.slice(0, 20));
  expect(times).toEqual(times.toSorted());
  expect(stdout).not.toContain('\u001b');
});

test('one of them, as data, and of one task by the beginning of its id', async () => {
  const web = await desk.here('logs', 'web', '--json', ...instant);
  const [first, ...others] = eventsOf(web.stdout).filter(({ type }) => type === 'log');
  expect(first).toMatchObject({ source: 'web', container: 'web', task: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(others.at(-1)).toMatchObject({ message: expect.stringContaining('GET /pets/7') });
  expect(resultOf(web.stdout)).toMatchObject({ command: 'logs', ok: true, calls: { mutating: 0 } });
  const of = async (task: string) =>
    eventsOf((await desk.here('logs', '--task', task, '--json', ...instant)).stdout).filter(
      ({ type }) => type === 'log',
    );
  expect((await of(String(first?.['task']).slice(0, 12))).length).toBe(others.length + 1);
  expect(await of('0123456789abcdef')).toEqual([]);
});

test.each([
  ['a name that there is not', ['wob'], 'there is no log of wob\n  did you mean "web"? there is web, api'],
  ['a time that is none', ['--since', '3x'], '--since takes seconds, minutes, hours or days'],
  ['a task that is none', ['--task', 'web'], '--task takes the id of a task'],
  ['a task of the API', ['api', '--task', '12'], 'api is the access log of the API'],
])('%s: exit code 2, before anything is called', async (_, words, message) => {
  const { code, stderr } = await desk.here('logs', ...words, ...instant);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
});

test('nothing there: it says so, and how to look further back', async () => {
  const now = new Date().toISOString();
  const { code, stdout, stderr } = await desk.here('logs', 'web', '--since', now, ...instant);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    `Nothing was written since ${now}. Further back: \`provision logs web --since 3d --sandbox\``,
  );
  const future = await desk.here('logs', 'web', '--since', '2100-01-01T00:00:00Z', ...instant);
  expect(future).toMatchObject({ code: 2, stderr: expect.stringContaining('takes a time that has passed') });
});

test('followed, each line comes once and as it is written; Ctrl-C is the end of it, and no failure', async () => {
  const running = desk.start('logs', 'web', '--follow', ...instant);
  await running.said('GET /pets/7 ');
  expect(await desk.run('request', '/pets/8', ...instant)).toMatchObject({ code: 0 });
  const stdout = await running.said('GET /pets/8 ');
  running.child.kill('SIGINT');
  expect(await running.ended).toEqual({ code: 0, stdout, stderr: '' });
  expect(stdout.split('GET /pets/7 ')).toHaveLength(2);
});

test('a log group that is gone is said, and the others are read', async () => {
  await behindItsBack(desk, ({ clients: { logs } }) =>
    logs.send(new DeleteLogGroupCommand({ logGroupName: '/ecs/shop/web' })),
  );
  const { code, stdout, stderr } = await desk.here('logs', ...instant);
  expect(code).toBe(0);
  expect(stderr).toContain('The log group /ecs/shop/web of web is gone.');
  expect(stdout).toMatch(line('api', '"status":"200"'));
});
