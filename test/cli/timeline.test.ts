import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import type { Timeline } from '../../src/timeline/timeline.js';
import { Desk } from './program.js';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.here('up', ...sandbox, '--blueprint', 'cloud-map-public');
});

const sandbox = ['--sandbox', '--sandbox-speed', 'instant'];
const timelineIn = (stdout: string): Timeline =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Timeline & { type: string })
    .find(({ type }) => type === 'timeline') as Timeline;

test('the last run is told in the width that there is, with the critical path at the end', async () => {
  const { code, stdout, stderr } = await desk.here('timeline');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^up cloud-map-public, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\nThis run took [\d.]+s; [\d.]+s of it were \S+\.\n/,
  );
  expect(stdout).toMatch(/\n\* api-stage /);
  expect(stdout).toMatch(/\nThe critical path: [\d.]+s\n[\s\S]*outside of steps/);
  expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test('it is as long as the run itself has said, in the same words', async () => {
  const other = await Desk.open();
  const { stdout: said } = await other.here(
    'up',
    '--sandbox',
    '--sandbox-speed',
    '2000x',
    '--blueprint',
    'cloud-map-public',
  );
  const [, took = '', here = ''] = /created in (.*?) of\s+AWS's\s+time,\s+(.*?)\s+here/.exec(said) ?? [];
  const { stdout } = await other.here('timeline');
  expect(took).not.toBe('');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`This run took ${took} of AWS's time, ${here} here;`);
});

test('as data it has each step, and a path that is as long as the run', async () => {
  const { stdout } = await desk.here('timeline', 'last', '--json');
  const { ms, path, steps, ending } = timelineIn(stdout);
  expect(path.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBe(ms);
  expect(ending).toBe('done');
  expect(steps.find(({ step }) => step === 'web-service')?.after).toMatchObject({ for: 'end' });
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/"type":"result",.*"command":"timeline"/);
});

test('as a picture it is an SVG in which no text of the record is markup', async () => {
  const [file = ''] = await readdir(desk.path('.provision/runs'));
  const record = await readFile(desk.path('.provision/runs', file), 'utf8');
  const hostile = file.replace('cloud-map-public', 'hostile');
  await writeFile(desk.path('.provision/runs', hostile), record.replaceAll('"vpc"', JSON.stringify('<script>&"')));
  const { stdout } = await desk.here('timeline', hostile, '--format', 'svg');
  expect(stdout).toMatch(/^<\?xml[\s\S]*<\/svg>\n$/);
  expect(stdout).not.toContain('<script');
  expect(stdout).toContain('&#60;script&#62;&#38;&#34;');
});

test('the last run of a stack that is named, and none where there is none', async () => {
  const named = await desk.here('timeline', '--blueprint', 'cloud-map-public');
  expect(named.stdout).toMatch(/^up cloud-map-public,/);
  const none = await desk.here('timeline', '--blueprint', 'ec2-capacity');
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('no run of ec2-capacity is recorded in .provision/runs');
  const both = await desk.here('timeline', 'last', '--blueprint', 'ec2-capacity');
  expect(both.stderr).toContain('RUN and --blueprint exclude each other');
});

test('where there is no run, or nothing in its record, it says what to do', async () => {
  const nowhere = await desk.here('timeline', '--state', 'elsewhere');
  expect([nowhere.code, nowhere.stdout]).toEqual([2, '']);
  expect(nowhere.stderr).toContain('Run one first');
  const file = '2020-01-01T00-00-00-000Z-up-empty.ndjson';
  await writeFile(desk.path('.provision/runs', file), '{"type":"st');
  const empty = await desk.here('timeline', file);
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('tells of no run')]);
});

test('what is no file among the records is left out, and a word that is empty is called what the help calls it', async () => {
  await mkdir(desk.path('.provision/runs/2099-01-01T00-00-00-000Z-up-folder.ndjson'));
  expect((await desk.here('timeline')).stdout).toMatch(/^up /);
  const named = await desk.here('timeline', 'folder');
  expect([named.code, named.stderr]).toEqual([2, expect.stringContaining('no run is called folder')]);
  const empty = await desk.here('timeline', '');
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringMatching(/^run needs a value/)]);
});

test('a folder of records that cannot be read is not said to have none', async () => {
  // For root no permission is missing, so a file is in its place.
  await mkdir(desk.path('odd'));
  await writeFile(desk.path('odd/runs'), '');
  const { code, stderr } = await desk.here('timeline', '--state', 'odd');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^odd\/runs cannot be read: ENOTDIR: not a directory\n/)]);
});

test('a run that Ctrl-C or its time limit has ended has a timeline that says which', async () => {
  const [file = ''] = (await readdir(desk.path('.provision/runs'))).filter((it) => it.includes('-up-cloud-map-public'));
  const record = await readFile(desk.path('.provision/runs', file), 'utf8');
  const endedBy = async (code: string) => {
    const stopped = file.replace('cloud-map-public', code);
    const error = { type: 'error', time: new Date().toISOString(), failure: { code, seconds: 1, unfinished: [] } };
    const ends = record.lastIndexOf('{"type":"result"');
    const result = record.slice(ends).replace('"ok":true', '"ok":false');
    await writeFile(
      desk.path('.provision/runs', stopped),
      `${record.slice(0, ends)}${JSON.stringify(error)}\n${result}`,
    );
    return (await desk.here('timeline', stopped)).stdout;
  };
  expect(await endedBy('interrupted')).toMatch(/\. It was\s+interrupted\.\n/);
  expect(await endedBy('run-timeout')).toMatch(/\. Its time\s+limit passed\.\n/);
  expect(await endedBy('step-broken')).toMatch(/\. It\s+failed\.\n/);
});

test('a run that was killed halfway has a timeline, which says so', async () => {
  const [file = ''] = (await readdir(desk.path('.provision/runs'))).filter((it) => it.includes('-up-cloud-map-public'));
  const record = await readFile(desk.path('.provision/runs', file), 'utf8');
  const killed = file.replace('cloud-map-public', 'killed');
  await writeFile(desk.path('.provision/runs', killed), record.slice(0, record.length / 2));
  const { code, stdout } = await desk.here('timeline', killed);
  expect(code).toBe(0);
  expect(stdout).toContain('Its record breaks off there');
  expect(stdout).toContain('did not end');
});
