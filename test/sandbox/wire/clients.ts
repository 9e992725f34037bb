import { createRequire } from 'node:module';
import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { Wire } from '../../../src/sandbox/service.js';
import { packageOf } from '../../aws/packages.js';
import { serviceIds } from '../../../src/aws/services.js';

/** Every client of the registry, seen as data: its schemas, its classes by name, and what it says of its protocol. */
export interface Sdk {
  readonly id: string;
  readonly wire: Wire;
  readonly operations: readonly StaticOperationSchema[];
  readonly errors: readonly StaticErrorSchema[];
  /** Names of all command classes, and of all classes of errors but the one that all extend. */
  readonly commands: readonly string[];
  readonly exceptions: readonly string[];
  client(settings: object): Client;
  command(operation: string, input: object): object;
  exception(name: string): unknown;
}
export interface Client {
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}
type ClientClass = new (settings: object) => Client & { readonly config: Config };

/** What a client of the SDK knows of its own protocol. */
interface Config {
  readonly protocol: { getShapeId(): string };
  readonly protocolSettings: {
    readonly version: string;
    readonly serviceTarget: string;
    readonly xmlNamespace?: string;
  };
  readonly defaultSigningName: string;
}

/** How requests of this client are recognised, by the client's own account. */
function wireOf({ protocol: { getShapeId }, protocolSettings, defaultSigningName: signingName }: Config): Wire {
  const { version, serviceTarget: targetPrefix, xmlNamespace: xmlns = '' } = protocolSettings;
  const protocol = getShapeId().replace(/^aws\.protocols#/, '') as Wire['protocol'];
  switch (protocol) {
    case 'ec2Query':
    case 'awsQuery':
      return { protocol, signingName, version, xmlns };
    case 'awsJson1_0':
    case 'awsJson1_1':
      return { protocol, signingName, targetPrefix };
    case 'restJson1':
      return { protocol, signingName };
    case 'restXml':
      return { protocol, signingName, xmlns };
  }
}

/** @param module all that a package of the SDK exports */
export function sdk(id: string, AnyClient: new (settings: never) => object, module: object): Sdk {
  const ClientClass = AnyClient as ClientClass;
  const exported = new Map<string, unknown>(Object.entries(module));
  const schemas = [...exported.values()].filter(Array.isArray);
  const namesOf = (pattern: RegExp) =>
    [...exported].flatMap(([name, it]) => (typeof it === 'function' && pattern.test(name) ? [name] : []));
  const all = new Set(exported.values());
  const { config } = new ClientClass({ region: 'us-east-1' });
  return {
    id,
    wire: wireOf(config),
    operations: schemas.filter((it): it is StaticOperationSchema => it[0] === 9),
    // The last one is the base class of all, which no service answers.
    errors: schemas.filter(
      (it): it is StaticErrorSchema => it[0] === -3 && !String(it[1]).startsWith('smithy.ts.sdk.synthetic'),
    ),
    commands: namesOf(/Command$/).filter((name) => name !== '$Command'),
    // Not the class that all of them extend: its own is not the client's.
    exceptions: [...exported].flatMap(([name, it]) =>
      typeof it === 'function' && it.prototype instanceof Error && all.has(Object.getPrototypeOf(it)) ? [name] : [],
    ),
    client: (settings) => new ClientClass(settings),
    command: (operation, input) => new (exported.get(`${operation}Command`) as new (input: object) => object)(input),
    exception: (name) => exported.get(name),
  };
}

const load = createRequire(import.meta.url);
const isClient = (value: unknown, name: string): value is ClientClass =>
  typeof value === 'function' && /^[A-Z]\w*Client$/.test(name);

export const sdks: readonly Sdk[] = serviceIds.map((id) => {
  const module = load(packageOf(id)) as object;
  const [ClientClass] = Object.entries(module).flatMap(([name, it]) => (isClient(it, name) ? [it] : []));
  if (!ClientClass) throw new Error(`${packageOf(id)} has no client`);
  return sdk(id, ClientClass, module);
});
