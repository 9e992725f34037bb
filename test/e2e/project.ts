import { blueprintText } from '../../src/config/blueprints.js';
import { loadConfig } from '../../src/config/load.js';
import { resolveConfig } from '../../src/config/resolve.js';
import { configSchema, type Config } from '../../src/config/schema.js';
import type { Outcome } from '../../src/commands/report/outcome.js';
import { rollBackIn, type Proposed } from '../../src/commands/rollback/roll-back-service.js';
import type { Event } from '../../src/events.js';
import { down, downAroundHeld, type DownReport } from '../../src/runner/down.js';
import { lookBeforeDown, type BeforeDown } from '../../src/runner/look-before-down.js';
import { pause, pausePlan } from '../../src/runner/pause.js';
import { recover } from '../../src/runner/recover.js';
import type { Run } from '../../src/runner/run.js';
import { status } from '../../src/runner/status.js';
import { runOn, taggedStacks } from '../../src/runner/sweep.js';
import { up, type UpReport } from '../../src/runner/up.js';
import type { Cloud, Resource, Step } from '../../src/step.js';
import { replaceNeeds } from '../../src/step-dependencies.js';
import type { StatusRow } from '../../src/status.js';
import type { Store } from '../../state/store.js';
import { whyUnsound } from '../../state/soundness.js';
import { MemoryStore } from '../../state/store.js';
import { namesOnly, stackOf, type TagOf } from '../../steps/stack/index.js';
import { resources } from '../../steps/nouns.js';
import { openSignal, where, type Rig } from './rig.js';

/** A blueprint as the program takes it. */
export const blueprintOf = (name: string): Promise<Config> => resolveConfig({ blueprint: name, directory: '/' });
const blueprint = loadConfig('cloud-map-public', blueprintText('cloud-map-public'));

/** A config with a change. It is validated, so no test runs what a user could not write. */
export function variant(of: Config, change: (config: Config) => void): Config {
  const config = structuredClone(of);
  change(config);
  const { name } = config;
  return { ...configSchema.parse(config), name };
}
/** The first blueprint with a change. It keeps nothing to go back to, so a census shows what is left over. */
export const configOf = (change: (config: Config) => void = () => {}): Config =>
  variant(blueprint, (config) => {
    serviceIn(config).keep = 0;
    change(config);
  });

/** The service of that name in a config; the blueprint's own unless told. */
export function serviceIn({ services }: Config, name = 'web') {
  const service = services[name];
  if (!service) throw new Error(`no service ${name}`);
  return service;
}

/** The same steps, of nouns that others stand for. */
export function withNouns(steps: readonly Step[], instead: (resource: Resource) => Resource): Step[] {
  const made = new Map<Step, Step>();
  for (const step of steps)
    made.set(step, {
      ...step,
      resource: instead(step.resource),
      needs: replaceNeeds(step, (need) => made.get(need) ?? need),
    });
  return [...made.values()];
}

/** What can be different about one run. */
export interface Circumstances {
  readonly signal?: AbortSignal;
  readonly store?: Store;
  /** Sees the clouds of all verbs before these do. */
  readonly through?: (cloud: Cloud) => Cloud;
  /** The steps whose resources are started anew. */
  readonly redeploy?: ReadonlySet<string>;
  /** What is built for each service; the same thing for ever unless told. */
  readonly tagOf?: TagOf;
}

/** A stack's state, and runs of the real runner on it, each wired as a process of its own would be. */
export class Project {
  store: Store = new MemoryStore();
  /** Of the last run. */
  events: Event[] = [];
  /** What stands in the place of each noun: one that shows what AWS cannot be brought to show. */
  instead: (resource: Resource) => Resource = (it) => it;
  readonly #rig: Rig;
  readonly #name: string;
  readonly #prefix: string;

  /** @param prefix of names, where it is not the stack's */
  constructor(rig: Rig, name = blueprint.name, prefix = name) {
    this.#rig = rig;
    this.#name = name;
    this.#prefix = prefix;
  }

  up(config = configOf(), circumstances: Circumstances = {}): Promise<UpReport> {
    const { steps } = stackOf({ ...config, name: this.#prefix }, where, circumstances.tagOf ?? namesOnly);
    return this.#run({ tags: config.tags, ...circumstances }, (run) => up(run, withNouns(steps, this.instead)));
  }
  down(circumstances: Circumstances = {}): Promise<DownReport> {
    return this.#run(circumstances, (run) => down(run));
  }
  /** As `down --keep-going`, where others hold something. */
  downAroundHeld(): Promise<DownReport> {
    return this.#run({}, downAroundHeld);
  }
  rollBack(
    service = 'web',
    revision?: number,
    { confirm, ...circumstances }: Circumstances & { readonly confirm?: (proposed: Proposed) => Promise<void> } = {},
  ): Promise<Outcome> {
    const asked = { service, ...(revision !== undefined && { revision: String(revision) }) };
    return this.#run(circumstances, (run) => rollBackIn(run, asked, confirm));
  }
  pause(circumstances: Circumstances = {}): Promise<DownReport> {
    return this.#run(circumstances, (run) => pause(run, pausePlan(run), new Date(0).toISOString()));
  }
  /** What is in the way of `down`, without anything being changed. */
  lookBeforeDown(): Promise<BeforeDown> {
    return this.#run({}, (run) => lookBeforeDown(run));
  }
  /** The same where no state of it is left. */
  lookBeforeSweep(): Promise<BeforeDown> {
    return this.#run({}, async (run) => {
      const [only, ...others] = await taggedStacks(run, { 'provision:stack': run.stack });
      if (!only || others.length > 0) throw new Error('there is not one stack of this name');
      return lookBeforeDown(await runOn(run, only));
    });
  }
  /** An `up` of a config that has nothing any more. */
  upOfNothing(): Promise<UpReport> {
    return this.#run({}, (run) => up(run, []));
  }
  /** Makes the state anew from what is there of a stack. Its state is lost, but for the id. */
  async recover(config?: Config): Promise<void> {
    this.store = new MemoryStore([], this.store.id);
    const { steps } = config ? stackOf({ ...config, name: this.#prefix }, where) : { steps: [] };
    const recovering = (run: Run) => recover(run, steps);
    const { records, said, begun } = await this.#run({ ...(config && { tags: config.tags }) }, recovering);
    this.store = new MemoryStore(records, this.store.id, begun);
    await this.store.setPaused(said.paused);
  }
  /** Rows by step; without a config, of what is recorded. */
  async status(config?: Config, circumstances: Circumstances = {}): Promise<{ [step: string]: StatusRow }> {
    const wanted = config ? stackOf({ ...config, name: this.#prefix }, where).steps : [];
    const { rows, failures } = await this.#run(circumstances, (run) => status(run, wanted));
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return Object.fromEntries(rows.map((row) => [row.step, row]));
  }

  /** The record of a step, with the members of its id. */
  idOf(step: string): unknown {
    const record = this.store.records.get(step);
    if (record?.id === undefined) throw new Error(`${step} has no id`);
    return record.id;
  }
  /** How each step of the last run ended. */
  outcomes(): { [step: string]: string } {
    const ended = this.events.flatMap((it) =>
      it.type === 'step' && ['done', 'failed', 'skipped'].includes(it.state) ? [[it.step, it.outcome ?? it.state]] : [],
    );
    return Object.fromEntries(ended) as { [step: string]: string };
  }

  async #run<T>(it: Circumstances & Partial<Pick<Run, 'tags'>>, work: (run: Run) => Promise<T>): Promise<T> {
    const events: Event[] = (this.events = []);
    const emit: Run['emit'] = (event) => void events.push({ ...event, time: new Date(0).toISOString() });
    const { redeploy, tags = {}, store = this.store, signal, through = (cloud) => cloud } = it;
    const cloud = this.#rig.openCloud(emit, signal);
    try {
      const done = await work({
        stack: this.#name,
        tags,
        store,
        resources: new Map(resources.map((resource) => [resource.type, this.instead(resource)])),
        withCloud: (step, attempt, verb) => cloud.withCloud(step, attempt, (cloud) => verb(through(cloud))),
        clock: this.#rig.clock,
        emit,
        signal: signal ?? openSignal(),
        random: () => 0.5,
        ...(redeploy && { redeploy }),
      });
      // A state file with these could not be read again.
      const unsound = whyUnsound({ records: Object.fromEntries(store.records), paused: undefined });
      if (unsound !== undefined) throw new Error(unsound);
      return done;
    } finally {
      cloud.close();
    }
  }
}
