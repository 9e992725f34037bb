import { blueprints } from '../../src/config/blueprints.js';
import type { Config } from '../../src/config/schema.js';
import { resolveConfig } from '../../src/config/resolve.js';
import { assumeLookedUp } from '../../src/rehearsal/assumed-lookups.js';
import { up } from '../../src/runner/up.js';
import { takeOnTrust } from '../../src/sandbox/taken-on-trust.js';
import { World } from '../../src/sandbox/world.js';
import { step as declare, type Step } from '../../src/step.js';
import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import { stackOf } from '../../steps/stack/index.js';
import { configOf, where } from '../steps/config.js';
import { bucketStatements } from '../e2e/many-permissions.js';
import { openBed } from './bed.js';

/** The first of a noun that is made in the life of a stack. Alone it takes few requests, whatever it needs. */
export interface OfNoun {
  /** The stack that it belongs to. */
  readonly stack: string;
  /** It needs nothing: it wants what was recorded. */
  readonly step: Step;
  readonly record: StepRecord;
  /** The world just before it was made, and just after, as text. */
  readonly before: string;
  readonly after: string;
}

export const stackId = '0123456789abcdef';

/** @returns by noun: one of each, images by stand-in */
export async function oneOfEachNoun(): Promise<ReadonlyMap<string, OfNoun>> {
  const found = new Map<string, OfNoun>();
  const add = async (config: Config, world?: World) => {
    const life = await lifeOf(config, world);
    for (const [noun, it] of life.nouns) if (!found.has(noun)) found.set(noun, it);
    return life;
  };
  for (const { name } of blueprints) await add(await resolveConfig({ blueprint: name, directory: '/' }));
  // What no blueprint has.
  const web = { image: 'nginx:1.27', port: 80 };
  const secrets = { KEY: `arn:aws:secretsmanager:us-east-1:${where.account}:secret:key`, URL: '/shop/url' };
  const scaling = {
    ...{ minimum: 1, maximum: 3, cpu: 60 },
    schedules: [{ name: 'night', schedule: 'cron(0 22 * * ? *)', minimum: 2 }],
  };
  const host = await add(
    configOf({
      name: 'host',
      network: { egress: 'nat' },
      services: {
        web: {
          ...{ ...web, secrets, scaling, rules: [{ path: '$default' }] },
          permissions: { statements: bucketStatements(150) },
          volumes: { files: { efs: { fileSystem: 'fs-01234567' } } },
        },
      },
      jobs: { migrate: { imageOf: 'web', before: 'deploy', schedule: 'rate(1 day)' } },
      cluster: { capacity: 'ec2', instances: { type: 'c5.xlarge', min: 1 } },
      ingress: { type: 'alb' },
      consumer: {
        ssh: {
          publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEn+bjPAvAdPQ0B/55ew3rQ8GxUio2hV902DBaACKupN',
          cidr: '203.0.113.7/32',
        },
      },
    }),
  );
  const domain = { name: 'api.example.com', zone: 'example.com' };
  const ofApi = { type: 'http-api', via: 'cloud-map' };
  const spot = { ...web, capacity: { spot: {} }, discovery: { type: 'srv' }, routes: ['$default'] };
  await add(configOf({ name: 'spot', services: { web: spot }, ingress: { ...ofApi, domain } }));
  const sharedBalancer = `arn:aws:elasticloadbalancing:${where.region}:${where.account}:loadbalancer/app/shared/0123456789abcdef`;
  const executionRole = `arn:aws:iam::${where.account}:role/team/execution`;
  const idsOf = (noun: string) => [...host.records.values()].flatMap(({ type, id }) => (type === noun ? [id] : []));
  const existing = { vpc: idsOf('vpc')[0], public: idsOf('subnet').slice(0, 2) };
  await add(
    configOf({
      name: 'guest',
      services: {
        visitor: {
          ...{ ...web, executionRole, securityGroups: idsOf('security-group').slice(0, 1) },
          rules: [{ path: '/visitors/*' }],
        },
      },
      ingress: { type: 'alb', loadBalancer: { arn: sharedBalancer } },
      network: { existing },
      cluster: { arn: idsOf('cluster')[0] },
    }),
    host.world,
  );
  return found;
}

interface Life {
  readonly nouns: ReadonlyMap<string, OfNoun>;
  readonly world: World;
  readonly records: ReadonlyMap<string, StepRecord>;
}

async function lifeOf(config: Config, world = new World(Date.UTC(2026, 0, 1), 'fuzz', where.account)): Promise<Life> {
  takeOnTrust(world);
  const { steps } = stackOf(config, where, () => 'tag');
  assumeLookedUp({ world, region: where.region }, steps);
  const firsts = new Map(steps.toReversed().map((it) => [it.resource.type, it]));
  const store = new MemoryStore([], stackId);
  const worlds = new Map<string, { readonly before: string; after?: string }>();
  const enterStep = async (name: string) => {
    const around: { readonly before: string; after?: string } = { before: JSON.stringify(world) };
    worlds.set(name, around);
    return () => void (around.after = JSON.stringify(world));
  };
  const { failures } = await up({ ...openBed(world).run(config.name, store), enterStep }, steps);
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  const nouns = new Map<string, OfNoun>();
  for (const [noun, { name, resource, why }] of firsts) {
    const { before, after } = worlds.get(name) ?? {};
    const record = store.records.get(name);
    if (before === undefined || after === undefined || !record)
      throw new Error(`${name} of ${config.name} was not made`);
    const { want } = record;
    const step = declare({ name, resource, why, needs: {}, want: () => want });
    nouns.set(noun, { stack: config.name, step, record: { ...record, needs: [], after: [] }, before, after });
  }
  return { nouns, world, records: store.records };
}
