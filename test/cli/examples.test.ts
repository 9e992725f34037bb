import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { examples as ofAll } from '../../src/cli/examples.js';
import { commands } from '../../src/commands/index.js';
import type { Example, Needs } from '../../src/commands/declaration.js';
import { everyThird, inFull } from '../full.js';
import { deskWithProgram } from './desk-with-program.js';
import { Desk, type Running } from './program.js';

/** No container runs here, so nothing can be run in one: exec.test.ts and containers.test.ts have others in their places. */
const examples = [...ofAll, ...commands.flatMap(({ examples }) => examples)].filter(
  ({ needs = [] }) => !needs.includes('shell') && !needs.includes('engine'),
);
/** What rehearses nothing ends at once. */
const isQuick = ({ line, needs = [] }: Example): boolean =>
  needs.length === 0 && !/provision (up|plan|policy|script|explain --)/.test(line);

/** `script` gives a program a terminal, where a person answers. */
const hasTerminal = ((): boolean => {
  try {
    return execFileSync('script', ['-qec', 'true', '/dev/null']).length >= 0;
  } catch {
    return false;
  }
})();

/** Provides what an example needs, and returns what it is run with. */
async function deskFor({ line, needs = [] }: Example): Promise<{ desk: Desk; account: Running | undefined }> {
  const has = (need: Needs): boolean => needs.includes(need);
  const isUp = has('stack') || has('unrecorded-stack') || has('rollable');
  const account = has('account') || isUp ? await accountLikeSandbox() : undefined;
  const desk = await deskWithProgram({
    SHELL: '/bin/bash',
    ...(account && { AWS_ENDPOINT_URL: account.url, AWS_REGION: 'us-east-1' }),
  });
  const config = /--config (\S+)/.exec(line)?.[1] ?? 'provision.yaml';
  if (has('config') || isUp) await desk.run('init', '--config', config, '--name', 'shop');
  if (isUp) await withoutInsights(desk.path(config));
  if (has('compose-file'))
    await writeFile(desk.path('docker-compose.yml'), 'services: {web: {image: nginx, ports: ["80:80"]}}');
  if (isUp) expect(await desk.run('up', '--yes')).toMatchObject({ code: 0 });
  if (has('rollable'))
    expect(await desk.run('up', '--yes', '--set', 'services.web.image=nginx:1.27')).toMatchObject({ code: 0 });
  if (has('unrecorded-stack')) await rm(desk.path('.provision/shop.json'));
  if (has('job')) {
    await writeFile(desk.path('provision.yaml'), withJob);
    expect(await desk.run('up', '--sandbox', '--sandbox-speed', 'instant')).toMatchObject({ code: 0 });
  }
  if (has('sandbox-stack')) {
    const sandbox = ['--sandbox', '--sandbox-speed', 'instant', '--blueprint', 'cloud-map-public'];
    expect(await desk.run('up', ...sandbox)).toMatchObject({ code: 0 });
  }
  return { desk, account: account?.running };
}

/** Otherwise `down` at an endpoint waits 90 s of real time for what Container Insights may still write. */
async function withoutInsights(config: string): Promise<void> {
  const text = await readFile(config, 'utf8');
  expect(text).toContain('containerInsights: enabled');
  await writeFile(config, text.replace('containerInsights: enabled', 'containerInsights: disabled'));
}

const withJob = `name: shop
services: {web: {image: nginx}}
ingress: {type: none}
jobs: {migrate: {imageOf: web}}
`;

/** An endpoint that answers like AWS, for examples that call it. */
async function accountLikeSandbox(): Promise<{ running: Running; url: string }> {
  const running = (await Desk.open()).start('sandbox', '--port', '0', '--sandbox-speed', 'instant', '--json');
  const { url } = JSON.parse(await running.said('\n')) as { url: string };
  return { running, url };
}

/** The line, with whoever answers it; without a terminal nobody can, and it says so. */
function answered({ line, needs = [] }: Example): string {
  if (!needs.includes('answer')) return line;
  // No endless answers: `script` would do nothing but hand them on, and take a core for it.
  const answer = line.includes('--step') ? "yes '' | head -n 200" : 'yes y | head -n 3';
  return hasTerminal
    ? `${answer} | script -qec '${line}' /dev/null`
    : line.replace(/provision (up|down|pause|resume)/g, '$& --yes');
}

test.each(inFull(examples, everyThird(examples.filter(isQuick))))('$line', async (example) => {
  const { desk, account } = await deskFor(example);
  if (example.line.startsWith('provision sandbox')) {
    // It serves until it is ended; another port, because that one may be in use here.
    const serving = desk.start(...example.line.replace('4566', '0').split(' ').slice(1));
    await serving.said('The sandbox listens on');
    expect(await serving.said('/_sandbox/health')).toMatch(/^ {2}export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+ #/m);
    serving.child.kill('SIGINT');
    expect(await serving.ended).toMatchObject({ code: 0, stderr: '' });
    return;
  }
  if (example.needs?.includes('interrupt')) {
    const running = desk.start(...example.line.split(' ').slice(1));
    await running.said(' | ');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
    account?.child.kill('SIGINT');
    return;
  }
  const { code, stdout, stderr } = await desk.shell(answered(example));
  account?.child.kill('SIGINT');
  expect({ code, text: stdout + stderr }).toEqual({ code: 0, text: expect.any(String) });
});
