import { services } from '../../src/aws/services.js';
import { isMutating } from '../../src/is-mutating.js';
import { differencesOf, equalAsJson } from '../../src/runner/compare.js';
import type { Cloud, Resource, Seen } from '../../src/step.js';
import type { StepRecord } from '../../state/schema.js';

/** What an endpoint does to one member of the answers to one operation, always the same. */
export interface Rewriting {
  /** `DescribeSubnets Subnets.*.MapPublicIpOnLaunch` */
  readonly path: string;
  readonly how: 'rewritten' | 'left out' | 'added';
}

/** An endpoint that writes members of what it describes in another form, leaves some out, and adds to lists. */
export const rewriting =
  (rules: readonly Rewriting[], seen: (path: string, value: unknown) => void = () => {}) =>
  (cloud: Cloud): Cloud => {
    const by = new Map(rules.map(({ path, how }) => [path, how]));
    const through = Object.keys(services).map((name) => {
      const client = cloud[name as keyof typeof services] as { send(command: object): Promise<object> };
      const send = async (command: object) => {
        const operation = command.constructor.name.replace(/Command$/, '');
        const answer = await client.send(command);
        if (isMutating(operation)) return answer;
        const { $metadata, ...members } = answer as { $metadata?: unknown };
        return { ...(rewritten(members, operation, by, seen) as object), $metadata };
      };
      return [name, { send }];
    });
    return { ...cloud, ...Object.fromEntries(through) } as Cloud;
  };

type Rules = ReadonlyMap<string, Rewriting['how']>;

function rewritten(value: unknown, path: string, rules: Rules, seen: (path: string, value: unknown) => void): unknown {
  const how = rules.get(path);
  seen(path, value);
  if (Array.isArray(value)) {
    const items = value.map((item) => rewritten(item, `${path}.*`, rules, seen));
    return how === 'added' ? [...items, ...items.slice(-1).map(otherwise)] : items;
  }
  if (value === null || typeof value !== 'object' || value instanceof Date) return how ? otherwise(value) : value;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const at = `${path}${path.includes(' ') ? '.' : ' '}${name}`;
    if (rules.get(at) === 'left out') {
      seen(at, member);
      return [];
    }
    return [[name, rewritten(member, at, rules, seen)] as const];
  });
  return Object.fromEntries(members);
}

/** Another value of the same type. */
export function otherwise(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}-as-aws-writes-it`;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, otherwise(member)]));
}

/** What rewriting a member does to what a noun's `read` returns. */
export type Effect = 'compared' | 'not read' | 'tells state or identity';
export interface Tried extends Rewriting {
  readonly noun: string;
  readonly effect: Effect;
}

/**
 * Tries every rewriting of every member that a resource's `read` is answered, one at a time. A member that tells how far the
 * resource is, or which one it is, is none that AWS may write in another form.
 */
export async function tryAll(
  resource: Resource,
  record: Pick<StepRecord, 'id' | 'want'>,
  withCloud: <T>(work: (cloud: Cloud) => Promise<T>) => Promise<T>,
): Promise<Tried[]> {
  const paths = new Map<string, unknown>();
  const read = (rules: readonly Rewriting[], seen?: (path: string, value: unknown) => void) =>
    withCloud((cloud) => resource.read(rewriting(rules, seen)(cloud), record.id));
  const plain = await read([], (path, value) => path.includes(' ') && paths.set(path, value));
  const tried: Tried[] = [];
  for (const [path, value] of paths) {
    const ways = Array.isArray(value) ? (['added', 'left out'] as const) : (['rewritten', 'left out'] as const);
    for (const how of typeof value === 'object' && !Array.isArray(value) ? (['left out'] as const) : ways) {
      const seen = await read([{ path, how }]).catch(() => undefined);
      tried.push({ noun: resource.type, path, how, effect: effectOf(resource, plain, seen) });
    }
  }
  return tried;
}

function effectOf(resource: Resource, plain: Seen, seen: Seen | undefined): Effect {
  if (plain.is !== 'ready' || seen?.is !== 'ready') return 'tells state or identity';
  const isSame = equalAsJson([plain.out, plain.id], [seen.out, seen.id]) && equalAsJson(plain.tags, seen.tags);
  if (!isSame) return 'tells state or identity';
  return differencesOf(resource, plain.live, seen.live).length > 0 ? 'compared' : 'not read';
}
