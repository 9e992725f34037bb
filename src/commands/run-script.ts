import { readState, statePath } from '../../state/json-store.js';
import type { State } from '../../state/schema.js';
import { stackOf, type Stack } from '../../steps/index.js';
import { resourcesByType } from '../../steps/resources.js';
import { FailureError, type Failure } from '../failure.js';
import { hasRegistryAt } from '../image/open.js';
import { rehearseDown } from '../rehearsal/recorded-down.js';
import { rehearseLife, type Act } from '../rehearsal/rehearse.js';
import { Stage } from '../rehearsal/stage.js';
import { downScript, upScript } from '../script/life-script.js';
import { recordedDownScript } from '../script/recorded-script.js';
import { downStory, upStory } from '../script/rehearsed.js';
import { writerTo } from '../ui/output.js';
import { chosenStack } from './chosen.js';
import { answered } from './guarded.js';
import { networkNamedIn, networkRecordedIn } from './networks.js';
import type { Arguments } from './options.js';
import { pastText } from './past-run.js';
import { pieceOf, settingOf, worldFor } from './piece.js';
import { wantedOf } from './wanted.js';

/** What its command line says besides what every command takes. */
export interface ScriptOptions {
  readonly act: 'up' | 'down';
  readonly run?: string;
}

type Options = Arguments<ScriptOptions>;

/** `provision script`: nothing is called. The script is all of stdout. @returns the exit code */
export async function runScript(argv: Options): Promise<number> {
  return answered('script', argv, async () => {
    const text = await textOf(argv);
    const { act, json } = argv;
    const event = { type: 'script', time: new Date().toISOString(), act, text };
    writerTo(process.stdout)(json ? `${JSON.stringify(event)}\n` : text);
  });
}

async function textOf(argv: Options): Promise<string> {
  if (argv.run !== undefined) return pastText(argv, argv.run);
  const stack = argv.act === 'down' ? (await chosenStack(argv))?.stack : undefined;
  const path = stack === undefined ? undefined : statePath(argv.state, stack);
  const state = path === undefined ? undefined : await readState(path);
  if (path !== undefined && state && Object.keys(state.records).length > 0) return recordedText(state, path);
  return rehearsedText(argv);
}

/** As it is recorded, whatever the config says by now. */
async function recordedText(state: State, path: string): Promise<string> {
  const { stack, account, region, partition } = state;
  const setting = { account, region, partition };
  const records = new Map(Object.entries(state.records));
  const world = await worldFor(networkRecordedIn(records), setting);
  const act = await rehearseDown({ stack, tags: {}, setting, resources: resourcesByType }, records, world);
  refuse(act.failures);
  return recordedDownScript(downStory({ stack, region, account }, act, act.records), path);
}

async function rehearsedText(argv: Options): Promise<string> {
  const { config, tagOf } = await wantedOf(argv);
  const { name: stack } = config;
  // Nobody is asked whose account it is: the script asks when it runs. Where there is no registry it may be recorded.
  const setting = await settingOf(argv, config, await readState(statePath(argv.state, stack)));
  const wanted = stackOf(config, setting, tagOf);
  const stage = new Stage(setting, await worldFor(networkNamedIn(config), setting));
  const life = await rehearseLife(pieceOf(config, setting, wanted), stage);
  refuse([...life.up.failures, ...life.down.failures]);
  const about = { stack, region: setting.region, account: setting.account };
  const it = {
    up: upStory({ ...about, outputs: outputsOf(wanted, life.up) }, life.up, wanted.steps),
    down: downStory(about, life.down, life.up.records),
    images: hasRegistryAt(setting.account) ? ('docker' as const) : ('stand-in' as const),
  };
  return argv.act === 'up' ? upScript(it) : downScript(it);
}

/** @throws FailureError where it cannot be rehearsed, for the reason why it could not be done either */
function refuse([failure]: readonly Failure[]): void {
  if (failure) throw new FailureError(failure);
}

const outputsOf = ({ outputs }: Stack, { records }: Act): { [name: string]: string } =>
  Object.fromEntries(Object.entries(outputs).map(([name, { step, of }]) => [name, of(records.get(step.name)?.out)]));
