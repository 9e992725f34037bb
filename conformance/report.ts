import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anonymiser } from './anonymise.js';
import type { Place } from './place.js';
import { groundsOf, type Grounds, type Probe } from './probe.js';
import type { RecordedCall } from './recorder.js';
import { asCommand } from './removal-command.js';
import type { LeftBehind } from './remove.js';
import type { Outcome } from './run.js';

/** What a report is made from. */
export interface Results {
  readonly place: Pick<Place, 'account' | 'region' | 'called'>;
  readonly id: string;
  readonly outcomes: readonly Outcome[];
  /** What of the shared things is left. */
  readonly left: readonly LeftBehind[];
  callsOf(probe: Probe): readonly RecordedCall[];
}

/** Everything that was made and could not be taken away. */
export const leftOf = ({ outcomes, left }: Pick<Results, 'outcomes' | 'left'>): readonly LeftBehind[] => [
  ...outcomes.flatMap(({ left }) => left),
  ...left,
];

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `160 probes: 158 passed, 2 failed. 120 rest on a document, 30 on experience, 10 on belief.` */
export function lastLine(outcomes: readonly Outcome[]): string {
  const count = (...kinds: readonly Outcome['ending']['is'][]) =>
    outcomes.filter(({ ending }) => kinds.includes(ending.is)).length;
  const on = (grounds: Grounds) => outcomes.filter(({ probe }) => groundsOf(probe.source) === grounds).length;
  const others = [
    [count('unanswered'), 'could not be asked'],
    [count('stopped'), 'stopped'],
  ].flatMap(([many, what]) => (many === 0 ? [] : [`${many} ${what}`]));
  const counts = [`${count('passed')} passed`, `${count('differs', 'broken')} failed`, ...others].join(', ');
  const rest = `${on('document')} rest on a document, ${on('experience')} on experience, ${on('belief')} on belief`;
  return `${plural(outcomes.length, 'probe')}: ${counts}. ${rest}.`;
}

/** How a probe ended, in a line or two; nothing for one that passed. */
export function told({ probe, ending }: Outcome): string {
  const head = `${probe.service}: ${probe.title}`;
  switch (ending.is) {
    case 'passed':
      return '';
    case 'differs':
      return `FAILED ${head}\n  ${ending.what}\n  expected: ${ending.expected}\n  answered: ${ending.answered}\n  source:   ${probe.source}`;
    case 'unanswered':
      return `could not be asked: ${head}\n  ${ending.why}`;
    case 'broken':
      return `FAILED, and the probe itself is wrong: ${head}\n  ${ending.why}`;
    case 'stopped':
      return `stopped: ${head}`;
  }
}

/**
 * Writes `report.md`, and the calls of each probe as `<service>/<title>.json`. Nothing in them tells whose account it was.
 * @returns the report's file
 */
export function writeReport(directory: string, results: Results): string {
  const { place, id, outcomes } = results;
  const anonymous = anonymiser({ account: place.account, id });
  for (const outcome of outcomes) {
    const { probe, ending, seconds } = outcome;
    const { service, title, source } = probe;
    const calls = results.callsOf(probe);
    if (calls.length > 0)
      write(
        join(directory, service, `${fileName(title)}.json`),
        `${JSON.stringify(anonymous({ title, source, place: place.called, region: place.region, seconds, ending, calls }), undefined, 2)}\n`,
      );
  }
  return write(join(directory, 'report.md'), anonymous(reportText(results)));
}

function write(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);

function reportText(results: Results): string {
  const { place, outcomes } = results;
  const of = (...kinds: readonly Outcome['ending']['is'][]) =>
    outcomes.filter(({ ending }) => kinds.includes(ending.is));
  const section = (title: string, found: readonly Outcome[]) =>
    found.length === 0 ? [] : [`## ${title}`, '', '```', ...found.map(told), '```', ''];
  const left = leftOf(results);
  return [
    `# Conformance of ${place.called} in ${place.region}`,
    '',
    lastLine(outcomes),
    '',
    ...section('Answered otherwise than expected', of('differs')),
    ...section('Could not be asked', of('unanswered')),
    ...section('Wrong probes', of('broken')),
    ...section('Stopped', of('stopped')),
    ...(left.length === 0
      ? []
      : [
          '## Left behind',
          '',
          '```',
          ...left.flatMap(({ removal, why }) => [`# ${why}`, asCommand(removal)]),
          '```',
          '',
        ]),
    '## As expected',
    '',
    ...of('passed').map(({ probe, seconds }) => `- ${probe.service}: ${probe.title} (${seconds} s; ${probe.source})`),
    '',
  ].join('\n');
}
