import { blueprintHome, blueprints, blueprintText } from '../../src/config/blueprints.js';
import { readConfig } from '../../src/config/resolve.js';
import { initialCount } from '../../src/config/initial-count.js';
import { configSchema, type Config } from '../../src/config/schema.js';
import { namesOnly, stackOf } from '../../steps/stack/index.js';
import type { Command } from './bed.js';

const where = { account: '000000000000', region: 'us-east-1', partition: 'aws' };

export const blueprintNames: readonly string[] = blueprints.map(({ name }) => name);
const configOf = (name: string): Config =>
  readConfig({ files: [{ file: name, text: blueprintText(name), base: blueprintHome }] }).config;

/** What a user changes in a config. One that a blueprint does not allow is left out. */
const changes: { readonly [name: string]: (config: Config) => void } = {
  image(config) {
    for (const service of Object.values(config.services).slice(0, 1))
      if (service.build === undefined) service.image = 'public.ecr.aws/docker/library/nginx:1.27';
      else service.tag = 'v2';
  },
  count(config) {
    for (const service of Object.values(config.services)) service.count = initialCount(service) + 1;
  },
  environment(config) {
    for (const service of Object.values(config.services)) service.environment = { GREETING: 'hello', B: '2' };
  },
  'service removed'(config) {
    const names = Object.keys(config.services);
    const last = names.at(-1) ?? '';
    if (names.length < 2) throw new Error('it has one');
    delete config.services[last];
    for (const service of Object.values(config.services))
      if (service.calledBy) service.calledBy = service.calledBy.filter((it) => it !== last);
  },
  'service renamed'(config) {
    const entries = Object.entries(config.services);
    const renamed = entries.map(([name, service], at) => [at === 0 ? `${name}-two` : name, service] as const);
    const [old] = entries[0] ?? ['', undefined];
    config.services = Object.fromEntries(renamed) as Config['services'];
    for (const service of Object.values(config.services))
      if (service.calledBy) service.calledBy = service.calledBy.map((it) => (it === old ? `${it}-two` : it));
  },
  zones(config) {
    Object.assign(config.network, { zones: 3 });
  },
  egress(config) {
    const now = (config.network as { egress?: string }).egress;
    Object.assign(config.network, { egress: now === 'nat' ? 'nat-per-zone' : now === 'public' ? 'nat' : 'nat' });
  },
};

export interface Scenario {
  readonly blueprint: string;
  /** `up`, `down`, `pause`, `resume`, `rollback`, or what is changed. */
  readonly name: string;
  /** What was done before it. */
  readonly before: readonly Command[];
  readonly command: Command;
  /** What brings it to its end. */
  readonly up: Command;
  readonly down: Command;
}

const commandOf = (config: Config, is: Command['is']): Command => ({
  ...{ is, stack: config.name, tags: config.tags },
  steps: stackOf(config, where, namesOnly).steps,
});

/** @throws Error where the config cannot be so */
function changed(config: Config, change: (config: Config) => void): Config {
  const copy = structuredClone(config);
  change(copy);
  const { name } = copy;
  return { ...configSchema.parse(copy), name };
}

/** All commands of a blueprint that are tried. */
export function scenariosOf(blueprint: string): Scenario[] {
  const config = configOf(blueprint);
  const [up, down, pause] = [commandOf(config, 'up'), commandOf(config, 'down'), commandOf(config, 'pause')];
  const changing = Object.entries(changes).flatMap(([name, change]): Scenario[] => {
    try {
      const command = commandOf(changed(config, change), 'up');
      return [{ blueprint, name, before: [up], command, up: command, down: { ...command, is: 'down' } }];
    } catch {
      return [];
    }
  });
  return [
    { blueprint, name: 'up', before: [], command: up, up, down },
    { blueprint, name: 'down', before: [up], command: down, up, down },
    { blueprint, name: 'no change', before: [up], command: up, up, down },
    { blueprint, name: 'pause', before: [up], command: pause, up, down },
    { blueprint, name: 'resume', before: [up, pause], command: up, up, down },
    ...changing,
    ...changing
      .filter(({ name }) => name === 'image')
      .map(({ command, down, ...it }): Scenario => {
        const back: Command = { ...command, is: 'rollback', service: Object.keys(config.services)[0] ?? '' };
        return { ...it, name: 'rollback', before: [up, command], command: back, down };
      }),
  ];
}
