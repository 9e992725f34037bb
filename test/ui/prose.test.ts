import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { createColors } from 'picocolors';
import stringWidth from 'string-width';
import type { Plan, PlannedStep } from '../../src/plan.js';
import type { StatusReport } from '../../src/status.js';
import { proposalLines } from '../../src/ui/confirm.js';
import { textOf } from '../../src/ui/failure.js';
import { lessonLines } from '../../src/ui/lesson.js';
import { plainDisplay } from '../../src/ui/plain.js';
import { planText } from '../../src/ui/plan.js';
import { Progress } from '../../src/ui/progress.js';
import { proseText, proseWidth, wrapped, wrappedCommand } from '../../src/ui/prose.js';
import { quietDisplay } from '../../src/ui/quiet.js';
import { statusTable } from '../../src/ui/status.js';
import { afterStep, beforeStep, stepPrompt } from '../../src/ui/stepping.js';
import { summary } from '../../src/ui/summary.js';
import { ttyDisplay } from '../../src/ui/tty.js';
import { glyphsFor } from '../../src/ui/terminal.js';
import { each } from './each-failure.js';
import { Pipe, plainText } from './screen.js';
import { areasByType } from '../../steps/nouns.js';
import { failed, timed } from './scripted-run.js';

const colors = createColors(true);
const run = { command: 'up', stack: 'demo', options: "--sandbox --name 'my shop' --blueprint cloud-map-public" };

/** Sentences with what AWS puts into them: some words are wider than any terminal. */
const arn = `arn:aws:ecs:eu-west-1:123456789012:service/${'x'.repeat(90)}/web`;
const word = fc.oneof({ weight: 12, arbitrary: fc.stringMatching(/^[a-z(]{1,12}[.,;]?$/) }, fc.constant(arn));
const sentence = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '));

/** Lines that are too wide, though they could have been broken: of more than one word. */
const tooWide = (lines: readonly string[], width: number): string[] =>
  lines
    .map(plainText)
    .filter((line) => stringWidth(line) > width)
    .filter((line) =>
      line
        .replace(/^ *(- )?/, '')
        .replace(/ \\$/, '')
        .includes(' '),
    );

/** Everything that is printed for people, with this sentence in each place that takes somebody's words. */
const renderers: { readonly [what: string]: (said: string, width: number) => readonly string[] } = {
  ...Object.fromEntries(
    Object.entries(each).map(([code, [failure]]) => [
      code,
      (said: string, width: number) => {
        const members = Object.entries(failure).map(([name, value]) =>
          ['message', 'why', 'lastSeen', 'hint'].includes(name) && code !== 'image-missing'
            ? [name, said]
            : [name, value],
        );
        const its = Object.fromEntries(members) as typeof failure;
        return textOf(its, run, width).split('\n');
      },
    ]),
  ),
  status: (said, width) => {
    const changes = [{ path: 'Tags', from: [said], to: said }];
    const report: StatusReport = {
      ...{ stack: 'demo', account: '123456789012', region: 'eu-west-1', endpoint: 'http://localhost:4566/' },
      rows: [
        { step: 'web', type: 'ecs-service', id: arn, state: 'broken', detail: said },
        {
          step: 'vpc',
          type: 'vpc',
          state: 'drifted',
          drift: [{ member: 'Tags', recorded: [said], live: said, changes }],
        },
        { step: 'a', type: 'vpc', state: 'missing' },
        { step: 'b', type: 'vpc', state: 'pending' },
      ],
    };
    return statusTable(report, { columns: width, width, colors });
  },
  plan: (said, width) => {
    const plan: Plan = { steps: [stepWith(said), { ...stepWith(said), action: 'create' }], failures: [], outputs: {} };
    return planText(plan, { stack: 'demo', columns: width, width, colors, hasCalls: false, areas: areasByType });
  },
  'the question of down': (said, width) =>
    proposalLines(
      {
        ...{ command: 'down', stack: 'demo', account: '123456789012', region: 'eu-west-1', note: said, cost: said },
        what: {
          changes: ['shop/a-long-name', 'shop/web', 'shop/api'].map((id) => ({
            ...{
              action: 'delete',
              step: id,
              resource: 'ecr-repository',
              loses: [{ type: 'ecr-repository', id, what: 'all images in' }],
            },
          })),
        },
      },
      colors,
      width,
    ),
  'a step of up --step': (said, width) => {
    const look = { columns: width, colors, of: 27, explained: new Set<string>() };
    return [
      ...beforeStep(
        stepWith(said),
        { chapterOf: (noun) => ({ noun, is: said, operations: {} }), lessonOf: () => undefined },
        { ...look, number: 1 },
      ),
      ...stepPrompt(look).split('\n'),
      ...afterStep(stepWith(said), { id: { said }, out: undefined }, ['a', 'b', 'c-d-e', 'f-g-h-i', 'j'], look),
    ];
  },
  'a lesson': (said, width) =>
    lessonLines(
      'ec2:CreateVpc',
      {
        ...{ does: said, behind: said, undo: said, cost: said, mistakes: [said, said], link: 'https://a.example/' },
        parameters: { CidrBlock: said },
      },
      { columns: width, colors },
    ),
  'a note': (said, columns) => proseText(said, { columns }).split('\n'),
  'the end of a run': (said, width) => {
    const progress = new Progress();
    for (const event of failedRun(said)) progress.apply(event);
    return summary(progress, { colors, width, marks: { ok: '✓', failed: '✗' } }, run);
  },
  'a failure of a command that prints its own result': (said, width) => {
    const stdout = pipe(width);
    const display = quietDisplay(stdout, false, run);
    for (const event of failedRun(said)) display.event(event);
    return stdout.lines;
  },
  'what is said in a run, in lines': (said, width) => {
    const stdout = pipe(width);
    plainDisplay({ stdout, colors, verbose: false, run }).say(said);
    return stdout.lines;
  },
  'what is said in a run, on a terminal': (said, width) => {
    const stdout = pipe(width);
    const glyphs = glyphsFor({});
    const display = ttyDisplay({ stdout, colors, glyphs, clock: { now: () => 0 }, verbose: false, run });
    display.say(said);
    display.close();
    return stdout.lines;
  },
};

const pipe = (columns: number) => Object.assign(new Pipe(), { columns });
const stepWith = (said: string): PlannedStep => ({
  ...{
    step: 'web-service',
    resource: 'ecs-service',
    action: 'replace',
    why: said,
    fixed: ['Name', 'VpcId'],
    calls: [],
  },
  changes: [{ path: 'containers.0.image', from: said, to: [said, said] }],
});
const failedRun = (said: string) => [
  failed(1, { code: 'step-broken', step: 'web', resource: 'ecs-service', verb: 'create', why: said }),
  timed(2, {
    ...{ type: 'result', command: 'up', ok: false, created: 12, updated: 3, deleted: 4, unchanged: 99, outputs: {} },
    ...{ seconds: 200, calls: { total: 200, mutating: 100 } },
  }),
];

test.each(Object.entries(renderers))(
  '%s: no line is wider than the terminal, but for a word that is',
  (_what, render) => {
    const property = fc.property(sentence, fc.constantFrom(40, 80, 100), (said, width) => {
      expect(tooWide(render(said, width), width)).toEqual([]);
    });
    fc.assert(property, { seed: 8, numRuns: 30 });
  },
);

test('what is broken has the same words in the same order, further lines to the right of the first', () => {
  const prefix = fc.constantFrom('', '    ', '- ', '  - ');
  const property = fc.property(sentence, prefix, fc.integer({ min: 10, max: 100 }), (said, lead, width) => {
    const [first = '', ...more] = wrapped(lead + said, width);
    expect([first, ...more.map((line) => line.trim())].join(' ')).toBe(lead + said);
    const indent = lead.endsWith('- ') ? lead.length : lead.length + 2;
    for (const line of more) expect(/^ */.exec(line)?.[0].length).toBe(indent);
    expect(tooWide([first, ...more], width)).toEqual([]);
  });
  fc.assert(property, { seed: 8 });
});

test('spaces that align are kept, except where the line breaks', () => {
  expect(wrapped('  - in the config:     region: eu-central-1', 30)).toEqual([
    '  - in the config:     region:',
    '    eu-central-1',
  ]);
});

test('a command is broken so that a shell reads the same words', () => {
  const command = `printf '%s\\n' --name 'my  shop' --description "a b  c" 'it'\\''s' ${arn} --region eu-west-1`;
  const whole = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
  for (const width of [10, 20, 40, 80]) {
    const lines = wrappedCommand(command, width, '  ');
    expect(lines.length).toBeGreaterThan(1);
    expect(execFileSync('sh', ['-c', lines.join('\n')], { encoding: 'utf8' })).toBe(whole);
  }
  expect(wrappedCommand('provision up --sandbox', 40, '  Next: ')).toEqual(['  Next: provision up --sandbox']);
  expect(wrappedCommand('provision up --sandbox', 24, '  Next: ')).toEqual([
    '  Next: provision up \\',
    '    --sandbox',
  ]);
});

test('where there is no terminal, prose has 100 columns', () => {
  expect([proseWidth({}), proseWidth({ columns: 0 }), proseWidth({ columns: 61 })]).toEqual([100, 100, 61]);
});
