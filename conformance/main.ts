import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serviceIds } from '../src/aws/services.js';
import { codeOf, messageOf } from '../src/aws-errors.js';
import { ask } from '../src/ui/confirm.js';
import { awsPlace, sandboxPlace, type Place } from './place.js';
import type { Probe } from './probe.js';
import { probes } from './probes/index.js';
import { Recorder } from './recorder.js';
import { asCommand } from './removal-command.js';
import type { Removal } from './removals.js';
import { removeAll } from './remove.js';
import { lastLine, leftOf, told, writeReport } from './report.js';
import { runProbes, type Outcome } from './run.js';
import { conformanceTag } from './maker.js';

const help = `npm run conformance -- [OPTIONS]

Asks a cloud what the program believes of AWS, and says where the answers differ. Without options: the sandbox.

  --aws               AWS itself, with your credentials. It says first what it will make and cost, and asks
  --profile NAME      with --aws: whose credentials, and whose region
  --region REGION     with --aws: where
  --endpoint-url URL  in place of --aws: another endpoint, such as an emulator
  --yes               do not ask
  --only SERVICE      the probes of this service; may be repeated: ${serviceIds.join(', ')}
  --title TEXT        the probes whose title contains this
  --free              leave out the probes that cost something
  --list              say which probes these are, and run none
  --report DIRECTORY  where report.md and the answers are written; conformance-report/<id> on AWS
  --concurrency N     how many probes run at once; 8
  --remove FILE       take away what a run has made that was killed: its made.jsonl, in the report's directory
`;

interface Options {
  readonly aws?: boolean;
  readonly profile?: string;
  readonly region?: string;
  readonly 'endpoint-url'?: string;
  readonly yes?: boolean;
  readonly only?: readonly string[];
  readonly title?: string;
  readonly free?: boolean;
  readonly list?: boolean;
  readonly report?: string;
  readonly concurrency?: string;
  readonly remove?: string;
  readonly help?: boolean;
}

/** What `npm run conformance` does. @returns the exit code */
export async function main(args: readonly string[], say: (text: string) => void = console.log): Promise<number> {
  const options = parsed(args);
  if (typeof options === 'string') {
    say(options);
    return 2;
  }
  if (options.help) {
    say(help);
    return 0;
  }
  const chosen = chosenBy(options);
  if (options.list) {
    for (const { service, title, source, usd = 0 } of chosen)
      say(`${service}: ${title}${usd > 0 ? ` (at most $${usd})` : ''}\n  ${source}`);
    return 0;
  }
  if (chosen.length === 0) {
    say('No probe is chosen by these options. --list shows them.');
    return 2;
  }
  const recorder = new Recorder();
  const place = await placeOf(options, recorder, say);
  if (!place) return 2;
  try {
    if (options.remove !== undefined) return await removeRecorded(options.remove, place, say);
    return await run({ options, chosen, place, recorder, say });
  } finally {
    place.open.close();
  }
}

interface Running {
  readonly options: Options;
  readonly chosen: readonly Probe[];
  readonly place: Place;
  readonly recorder: Recorder;
  say(text: string): void;
}

async function run({ options, chosen, place, recorder, say }: Running): Promise<number> {
  const id = randomBytes(4).toString('hex');
  const isReal = place.called !== 'the sandbox';
  const directory = options.report ?? (isReal ? join('conformance-report', id) : undefined);
  if (isReal && !(await isAgreed(options, chosen, place, id, say))) return 130;
  const journal = isReal && directory !== undefined ? journalIn(directory) : undefined;
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) {
      say(`What is left is in ${journal?.file}; take it away with --remove ${journal?.file}`);
      process.exit(130);
    }
    say('Stopping. What was made is taken away first; Ctrl-C once more leaves it there.');
    stop.abort(new Error('stopped'));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const unfinished = new Set(chosen.map(({ title }) => title));
  const watchdog = isReal ? undefined : setTimeout(() => giveUp(unfinished, say), sandboxPatience);
  const ended = (outcome: Outcome) => {
    unfinished.delete(outcome.probe.title);
    const text = told(outcome);
    if (text !== '') say(text);
    else if (isReal) say(`passed ${outcome.probe.service}: ${outcome.probe.title}`);
  };
  try {
    const concurrency = Number(options.concurrency ?? 8);
    const made = journal ? { made: journal.note } : {};
    const { outcomes, left } = await runProbes(chosen, {
      ...{ place, id, concurrency, ended, signal: stop.signal },
      ...made,
    });
    const results = { place, id, outcomes, left, callsOf: ({ title }: Probe) => recorder.callsOf(title) };
    for (const { removal, why } of leftOf(results)) say(`left behind, ${why}\n  ${asCommand(removal)}`);
    if (directory !== undefined) say(`The report: ${writeReport(directory, results)}`);
    say(lastLine(outcomes));
    if (stop.signal.aborted) return 130;
    return outcomes.every(({ ending }) => ending.is === 'passed') && leftOf(results).length === 0 ? 0 : 1;
  } finally {
    clearTimeout(watchdog);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** In ms of real time. All probes together take seconds there: nothing waits but a virtual clock. */
const sandboxPatience = 120_000;

/** Says what hangs, where the sandbox does not answer any more. */
function giveUp(unfinished: ReadonlySet<string>, say: (text: string) => void): void {
  say(`FAILED after ${sandboxPatience / 1000} s, and not at an end yet:\n  ${[...unfinished].join('\n  ')}`);
  process.exit(1);
}

/** Keeps on disk how each thing goes, as soon as it is made. */
function journalIn(directory: string): { readonly file: string; readonly note: (removal: Removal) => void } {
  const file = join(directory, 'made.jsonl');
  mkdirSync(directory, { recursive: true });
  return { file, note: (removal) => appendFileSync(file, `${JSON.stringify(removal)}\n`) };
}

async function removeRecorded(file: string, place: Place, say: (text: string) => void): Promise<number> {
  const removals = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Removal);
  const left = await removeAll(place.open.clients, place.clock, removals);
  for (const { removal, why } of left) say(`left behind, ${why}\n  ${asCommand(removal)}`);
  say(`${removals.length - left.length} of ${removals.length} are gone.`);
  return left.length === 0 ? 0 : 1;
}

function parsed(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        aws: { type: 'boolean' },
        profile: { type: 'string' },
        region: { type: 'string' },
        'endpoint-url': { type: 'string' },
        yes: { type: 'boolean' },
        only: { type: 'string', multiple: true },
        title: { type: 'string' },
        free: { type: 'boolean' },
        list: { type: 'boolean' },
        report: { type: 'string' },
        concurrency: { type: 'string' },
        remove: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    return refusalOf(values) ?? values;
  } catch (error) {
    return `${messageOf(error)}\n\n${help}`;
  }
}

function refusalOf(options: Options): string | undefined {
  const { aws, only = [], concurrency } = options;
  const isReal = aws || options['endpoint-url'] !== undefined;
  const unknown = only.find((it) => !(serviceIds as readonly string[]).includes(it));
  if (unknown !== undefined) return `--only takes a service, and ${unknown} is none of ${serviceIds.join(', ')}`;
  if (aws && options['endpoint-url'] !== undefined) return '--aws and --endpoint-url exclude each other';
  if (!isReal && (options.profile ?? options.remove) !== undefined)
    return '--profile and --remove need --aws: the sandbox of a run is in memory, and gone with it';
  if (concurrency !== undefined && !/^[1-9]\d?$/.test(concurrency)) return '--concurrency takes a number from 1 to 99';
  return undefined;
}

const chosenBy = ({ only, title = '', free = false }: Options): readonly Probe[] =>
  probes.filter(
    (probe) =>
      (only?.includes(probe.service) ?? true) && probe.title.includes(title) && (!free || (probe.usd ?? 0) === 0),
  );

async function placeOf(options: Options, listeners: Recorder, say: (text: string) => void): Promise<Place | undefined> {
  const { aws, profile, 'endpoint-url': endpoint } = options;
  if (!aws && endpoint === undefined) return sandboxPlace(listeners, options.region);
  const region = options.region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
  if (region === undefined) {
    say('Say in which region, with --region.');
    return undefined;
  }
  try {
    return await awsPlace({ region, profile, endpoint }, listeners);
  } catch (error) {
    say(`Nothing was made: sts:GetCallerIdentity was not answered. ${codeOf(error)}: ${messageOf(error)}`);
    return undefined;
  }
}

async function isAgreed(
  { yes }: Options,
  chosen: readonly Probe[],
  { account, region, called }: Place,
  id: string,
  say: (text: string) => void,
): Promise<boolean> {
  const usd = chosen.reduce((sum, probe) => sum + (probe.usd ?? 0), 0);
  const seconds = chosen.reduce((sum, probe) => Math.max(sum, probe.seconds ?? 0), 0);
  const lines = [
    `${chosen.length} probes in account ${account} of ${called}, region ${region}.`,
    `They make networks, roles, clusters, services and the like, with names that begin with pc-${id} and the tag ${conformanceTag}=${id}, and take each away again.`,
    `Cost: at most $${usd.toFixed(2)}. Time: ${Math.ceil(seconds / 60) + 10} minutes or so. --free leaves out what costs something.`,
    'Use an account in which nothing of value runs.',
  ];
  if (yes) {
    for (const line of lines) say(line);
    return true;
  }
  const { stdin, stdout } = process;
  if (!stdin.isTTY) {
    say(`${lines.join('\n')}\nNobody can be asked here. --yes goes ahead.`);
    return false;
  }
  return (await ask(lines, 'Go ahead? [y/N] ', { stdin, stdout })) === 'yes';
}
