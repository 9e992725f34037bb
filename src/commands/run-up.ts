import { stackOf, type Stack } from '../../steps/index.js';
import type { Config } from '../config/schema.js';
import { FailureError } from '../failure.js';
import { up } from '../runner/up.js';
import { costSummary } from '../ui/cost.js';
import { mayAsk, mustAsk, requireYes } from './asking.js';
import { estimateIn } from './cost.js';
import { guarded, paceOf, repeatedOptions } from './guarded.js';
import type { Arguments } from './options.js';
import { endpointOf } from './place.js';
import { openReport, type Report } from './report.js';
import { inSession, stoppedFailure, type Session } from './session.js';
import { inSteps } from './stepping.js';
import { wantedOf, type Wanted } from './wanted.js';

/** What its command line says besides what every command takes. */
export interface UpOptions {
  step?: boolean;
}

/** `provision up`. @returns the exit code */
export async function runUp(argv: Arguments<UpOptions>): Promise<number> {
  return guarded('up', argv, async () => {
    const wanted = await wantedOf(argv);
    const { config } = wanted;
    if (argv.step && argv.json)
      throw new FailureError({ code: 'bad-usage', message: '--step is for people, --json for programs', hint: '`provision plan --json` has the calls of each step' });
    await endpointOf(argv, config.region);
    if (mustAsk(argv) && !mayAsk(argv)) throw new FailureError({ code: 'needs-yes', command: 'up', what: config.name });
    const report = openReport({ command: 'up', ...argv, stack: config.name, ...place(argv, config), options: repeatedOptions(argv), ...paceOf(argv), isPlain: argv.step ?? false, keepIn: argv.state });
    return { report, work: () => bringUp(argv, wanted, report) };
  });
}

async function bringUp(argv: Arguments<UpOptions>, wanted: Wanted, report: Report): Promise<number> {
  const { config, tagOf } = wanted;
  const needsZones = argv.sandbox || argv.step || false;
  const opening = { argv, command: 'up', stack: config.name, report, region: config.region, tags: config.tags, locks: true, needsZones };
  return inSession(opening, async (session) => {
    const stack = stackOf(config, session.place, tagOf);
    if (mustAsk(argv)) await requireYes(session.place, proposalFor(session, stack));
    const run = argv.step ? await inSteps(argv, session, wanted) : session.run;
    const done = await up(run, stack.steps);
    report.fail([...done.failures, ...stoppedFailure(session, argv.timeout)]);
    const outputs = { ...stillThere(stack, session.state.outputs), ...outputsOf(stack, done.outs) };
    await session.store.outputs(outputs);
    const { created, updated, deleted, unchanged } = done;
    return report.end({ created, updated, deleted, unchanged, outputs });
  });
}

const place = (argv: Arguments, { region }: Config) => {
  const where = [argv.sandbox ? `sandbox at ${argv.sandboxSpeed}` : argv.endpointUrl, argv.region ?? region].filter(Boolean).join(' ');
  return where ? { place: where } : {};
};

/** What an earlier run gave, as far as the stack still has it: a run that fails half-way takes nothing away. */
const stillThere = (stack: Stack, outputs: { readonly [name: string]: string }): { [name: string]: string } =>
  Object.fromEntries(Object.entries(outputs).filter(([name]) => name in stack.outputs));

/** The outputs whose steps came to an end. */
function outputsOf(stack: Stack, outs: ReadonlyMap<string, unknown>): { [name: string]: string } {
  const known = Object.entries(stack.outputs).filter(([, { step, once }]) => outs.has(step.name) && outs.has(once.name));
  return Object.fromEntries(known.map(([name, { step, of }]) => [name, of(outs.get(step.name))]));
}

function proposalFor({ place, state }: Session, { steps }: Stack) {
  const missing = steps.filter(({ name, resource }) => !resource.lookup && !(name in state.records));
  const names = new Set(steps.map(({ name }) => name));
  const dropped = Object.entries(state.records).filter(([name]) => !names.has(name));
  const changes = [
    ...missing.map(({ resource }) => ({ action: 'create', resource: resource.type }) as const),
    ...dropped.map(([, { type, id }]) => ({ action: 'delete', resource: type, id }) as const),
  ];
  const recorded = Object.keys(state.records).length;
  const note = `What is recorded already (${recorded}) is compared with the config, and what differs is put right.`;
  // What another endpoint bills is not known.
  const cost = place.endpoint === 'aws' ? { cost: costSummary({ region: place.region, estimate: estimateIn(place.region, steps) }) } : {};
  return { command: 'up', changes, ...(recorded > 0 && { note }), ...cost } as const;
}
