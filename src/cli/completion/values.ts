import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Completes } from '../../commands/option.js';
import type { StackChoice } from '../../commands/request.js';
import { blueprints } from '../../config/blueprints.js';
import type { GivenOptions } from '../words.js';

type Values = readonly (readonly [value: string, meaning: string])[];

/** The values there are of a kind, here and now. Only what the kind needs is loaded, because a person waits. */
export async function valuesOf(what: Exclude<Completes, 'file' | 'directory'>, given: GivenOptions): Promise<Values> {
  if (typeof what !== 'string') return what.map(plain);
  return sources[what](given);
}

const plain = (value: string) => [value, ''] as const;

const sources: {
  readonly [Kind in Extract<Exclude<Completes, 'file' | 'directory'>, string>]: (
    given: GivenOptions,
  ) => Promise<Values>;
} = {
  blueprint: async () => blueprints.map(({ name, title }) => [name, title] as const),
  async region() {
    const { vpcLinkRegions } = await import('../../facts/vpc-link-zones.js');
    return vpcLinkRegions.map(plain);
  },
  async profile() {
    const { profileNames } = await import('../../commands/session/profiles.js');
    return (await profileNames()).map(plain);
  },
  async env(given) {
    const { overlaysOf } = await import('../../config/overlays.js');
    const { configFiles } = await import('../../config/find-config.js');
    const files = given.all('config')?.slice(0, 1) ?? configFiles;
    const found = await Promise.all(files.map((file) => overlaysOf(basename(file), dirname(file))));
    return [...new Map(found.flat().map(({ env, file }) => [env, file] as const))];
  },
  async member(given) {
    const { memberPaths } = await import('./members.js');
    return memberPaths(choiceOf(given));
  },
  async task(given) {
    const { configOf } = await import('../../commands/stack/stack-choice.js');
    const { tasksOf } = await import('../../config/tasks.js');
    return tasksOf(await configOf(choiceOf(given))).map(
      ({ name, kind }) => [name, kind === 'jobs' ? 'job' : 'service'] as const,
    );
  },
  async service(given) {
    const { servicesIn } = await import('../../commands/rollback/ways.js');
    const states = await statesOf(given);
    return states.flatMap(({ records }) => servicesIn(new Map(Object.entries(records))).map(plain));
  },
  async revision(given) {
    const { servicesIn, serviceIn, sinceText } = await import('../../commands/rollback/ways.js');
    const states = await statesOf(given);
    const ways = states.flatMap(({ records }) => {
      const all = new Map(Object.entries(records));
      return servicesIn(all).flatMap((name) => serviceIn(all, name).revisions.map((it) => ({ ...it, name })));
    });
    return ways.map(({ name, revision, steady }) => [String(revision), [name, sinceText(steady)].join(' ')] as const);
  },
  stack: async (given) => (await stacksIn(given)).map(plain),
  async output(given) {
    const states = await statesOf(given);
    return states.flatMap(({ outputs }) => Object.entries(outputs));
  },
  async run(given) {
    const files = await readdir(join(stateDirectory(given), 'runs')).catch(() => []);
    return ['last', ...files.filter((file) => file.endsWith('.ndjson')).toReversed()].map(plain);
  },
  async lab() {
    const { labs } = await import('../../learn/labs/index.js');
    return labs.map(({ name, title }) => [name, title] as const);
  },
  async subject(given) {
    const steps = await stepsOf(given);
    const { nounFacts } = await import('../../commands/explain/book.js');
    const { isTopic } = await import('../../lessons/order.js');
    const { chapters } = await nounFacts();
    const nouns = chapters.map(({ noun }) => [noun, isTopic(noun) ? 'topic' : 'noun'] as const);
    const operations = chapters.flatMap((it) => Object.keys(it.operations)).map((name) => [name, 'operation'] as const);
    // A step may be called as the noun that it is.
    const architectures = blueprints.map(({ name }) => [name, 'blueprint'] as const);
    return [...new Map([...steps, ...nouns, ...operations, ...architectures])];
  },
};

const choiceOf = (given: GivenOptions): StackChoice => ({
  config: given.all('config'),
  blueprint: given.get('blueprint'),
  env: given.get('env'),
  set: given.all('set'),
});

const stateDirectory = (given: GivenOptions): string => given.get('state') ?? '.provision';

async function stacksIn(given: GivenOptions): Promise<string[]> {
  const { stacksIn: stacks } = await import('../../../state/local-states.js');
  return stacks(stateDirectory(given));
}

/** The states of the stack that is named, else of all. One that cannot be read has nothing to offer. */
async function statesOf(given: GivenOptions) {
  const { readState, statePath } = await import('../../../state/json-store.js');
  const name = given.get('name');
  const stacks = name === undefined ? await stacksIn(given) : [name];
  const states = stacks.map((stack) => readState(statePath(stateDirectory(given), stack)).catch(() => undefined));
  return (await Promise.all(states)).flatMap((state) => state ?? []);
}

/** The steps of the config that is meant, else those that are recorded. */
async function stepsOf(given: GivenOptions): Promise<Values> {
  const { stepNames } = await import('./steps.js');
  const named = await stepNames(choiceOf(given)).catch(() => undefined);
  const names = named ?? (await statesOf(given)).flatMap(({ records }) => Object.keys(records));
  return names.map((name) => [name, 'step'] as const);
}
