import type { State } from '../../../state/schema.js';
import { namesOnly, stackOf, type Stack } from '../../../steps/stack/index.js';
import { resourcesByType } from '../../../steps/nouns.js';
import type { Config } from '../../config/schema.js';
import { FailureError, type Failure } from '../../failure.js';
import { unknownStackId } from '../../identity.js';
import { hasRegistryAt } from '../../image/images.js';
import { rehearseDown } from '../../rehearsal/recorded-down.js';
import { rehearseLifecycle, type RehearsedCommand } from '../../rehearsal/lifecycle.js';
import { InMemoryAws } from '../../rehearsal/in-memory-aws.js';
import { downScript, upScript } from '../../script/lifecycle-script.js';
import { recordedDownScript } from '../../script/recorded-down-script.js';
import { downTranscript, upTranscript } from '../../script/rehearsal-transcript.js';
import { writerTo } from '../../ui/output.js';
import { recordedOf } from '../session/states.js';
import { findStack } from '../stack/stack-choice.js';
import { requireRunAlone } from '../report/past-runs.js';
import { printAnswer } from '../report/run-command.js';
import { withAskedZones } from '../stack/asked-zones.js';
import { networkNamedIn, networkRecordedIn } from '../stack/existing-network.js';
import type { RequestWith } from '../request.js';
import { notesFor } from '../report/notes.js';
import { pastText } from './past-run.js';
import { planInputOf, locationOf, worldFor } from '../stack/rehearsal-input.js';
import { stackInputFor } from '../stack/stack-input.js';
import { jsonLine } from '../../ui/printable.js';

export interface ScriptRequest extends RequestWith<'stack' | 'target' | 'states' | 'display'> {
  /** What the script does. */
  readonly act: 'up' | 'down';
  /** A run that happened, in place of one that is rehearsed: its file, a part of its name, or `last`. */
  readonly run?: string | undefined;
}

/** `provision script`: nothing is called. The script is all of stdout. @returns the exit code */
export async function runScript(request: ScriptRequest): Promise<number> {
  const { act, display } = request;
  return printAnswer({ command: 'script', words: [act], request }, async () => {
    const text = await textOf(request);
    const event = { type: 'script', time: new Date().toISOString(), act, text };
    writerTo(process.stdout)(display.json ? `${jsonLine(event)}\n` : text);
  });
}

async function textOf(request: ScriptRequest): Promise<string> {
  if (request.run !== undefined) {
    requireRunAlone(request.stack, '--run');
    return pastText(request, request.run);
  }
  const found = request.act === 'down' ? await findStack(request) : undefined;
  const recorded = found && (await recordedOf(request, found, 'script'));
  if (recorded && Object.keys(recorded.state.records).length > 0)
    return recordedText(request, recorded.state, recorded.path, found.config);
  return rehearsedText(request);
}

/** As it is recorded, whatever the config says by now. */
async function recordedText({ target }: ScriptRequest, state: State, path: string, config?: Config): Promise<string> {
  const { stack, account, region, partition, endpoint } = state;
  const location = await withAskedZones(target, endpoint, { account, region, partition });
  const records = new Map(Object.entries(state.records));
  const world = await worldFor(networkRecordedIn(records), location);
  const act = await rehearseDown(
    { stack, id: state.id ?? unknownStackId, tags: {}, location, resources: resourcesByType },
    records,
    world,
    state.paused,
    config && stackOf(config, location, namesOnly).steps,
  );
  refuse(act.failures);
  return recordedDownScript(downTranscript({ stack, region, account }, act, act.records, resourcesByType), path);
}

async function rehearsedText(request: ScriptRequest): Promise<string> {
  const { config, tagOf } = await stackInputFor(request.stack, request.target);
  const { name: stack } = config;
  // Nobody is asked whose account it is: the script asks when it runs. Where there is no registry it may be recorded.
  const known = (await recordedOf(request, { stack, configured: config }, 'script'))?.state;
  const location = await locationOf(request.target, config, { known, note: notesFor(request.display) });
  const built = stackOf(config, location, tagOf);
  const stage = new InMemoryAws(location, await worldFor(networkNamedIn(config), location));
  const life = await rehearseLifecycle(planInputOf(config, location, built), stage);
  refuse([...life.up.failures, ...life.down.failures]);
  const about = { stack, region: location.region, account: location.account };
  const it = {
    up: upTranscript({ ...about, outputs: outputsOf(built, life.up) }, life.up, built.steps),
    down: downTranscript(about, life.down, life.up.records, resourcesByType),
    images: hasRegistryAt(location.account) ? ('docker' as const) : ('stand-in' as const),
  };
  return request.act === 'up' ? upScript(it) : downScript(it);
}

/** @throws FailureError where it cannot be rehearsed, for the reason why it could not be done either */
function refuse([failure]: readonly Failure[]): void {
  if (failure) throw new FailureError(failure);
}

const outputsOf = ({ outputs }: Stack, { records }: RehearsedCommand): { [name: string]: string } =>
  Object.fromEntries(Object.entries(outputs).map(([name, { step, of }]) => [name, of(records.get(step.name)?.out)]));
