import { isDeepStrictEqual } from 'node:util';
import { editorSchema } from '../../src/config/json-schema.js';
import { typesOf, type MemberSchema } from '../../src/config/member-schema.js';
import type { Path } from '../../src/config/member-path.js';
import { configSchema, type Config } from '../../src/config/schema.js';
import { fit, textsOf } from './other-texts.js';

/** A config in which one member has another valid value. */
export interface OtherValue {
  /** `services.web.cpu: 256 to 512` */
  readonly what: string;
  /** The member as the schema has it: entries of maps are called `x`, and those of lists 0. */
  readonly member: string;
  /** What comes with it, where it is an object. */
  readonly inside: readonly string[];
  readonly config: Config;
}

interface Value {
  [member: string]: unknown;
}
interface Candidate {
  readonly path: Path;
  readonly member: Path;
  /** undefined: the member is taken away. */
  readonly to: unknown;
  /** Of these, the first that is valid will do. */
  readonly isOneOfMany: boolean;
}

/**
 * For each member of a config: configs in which that has another value, as the schema and the rules of the config allow.
 * Choices have all others, numbers and texts one (a log group may be kept for 22 numbers of days); what may be absent comes and goes, and so does an entry of each map and
 * list. Of several services, the first one is changed.
 * @param isMeant which members are changed
 */
export function otherValues(config: Config, isMeant: (member: string) => boolean = () => true): OtherValue[] {
  const done = new Set<string>();
  return candidatesIn(editorSchema(), config, [], []).flatMap(({ path, member, to, isOneOfMany }): OtherValue[] => {
    const key = path.join('.');
    if (!isMeant(member.join('.')) || (isOneOfMany && done.has(key))) return [];
    const changed = changedAt(config, path, to);
    if (!changed) return [];
    done.add(key);
    const inside = Object.keys(isObject(to) ? to : {}).map((name) => [...member, name].join('.'));
    const what = `${key}: ${brief(at(config, path))} to ${brief(to)}`;
    return [{ what, member: member.join('.'), inside, config: changed }];
  });
}

/**
 * The config in which every member has a value that may have one, as far as the rules allow: what is absent, and an entry in
 * each map and list that is empty. It stays in a network of its own.
 */
export function filled(config: Config): Config {
  let whole = config;
  // What is in something that was absent comes with the next look.
  for (let depth = 0; depth < 6; depth++) {
    for (const { path, to } of candidatesIn(editorSchema(), whole, [], [])) {
      const now = at(whole, path);
      const isEmpty = now === undefined || (typeof now === 'object' && Object.keys(Object(now) as object).length === 0);
      if (isEmpty && to !== undefined && path[1] !== 'existing') whole = changedAt(whole, path, to) ?? whole;
    }
  }
  return whole;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const brief = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 40);

function candidatesIn(schema: MemberSchema, value: unknown, path: Path, member: Path): Candidate[] {
  const { properties = {}, additionalProperties, items } = schema;
  const members = Object.entries(properties).flatMap(([name, it]) =>
    candidatesOf(it, (Object(value) as Value)[name], [...path, name], [...member, name]),
  );
  const entries = additionalProperties ? Object.entries(Object(value) as Value) : [];
  const inEntries = (member.join('.') === 'services' ? entries.slice(0, 1) : entries).flatMap(([name, entry]) =>
    candidatesOf(additionalProperties || {}, entry, [...path, name], [...member, 'x']),
  );
  const list = items && Array.isArray(value) ? (value as unknown[]) : [];
  const inList = list.flatMap((it, i) => candidatesOf(items ?? {}, it, [...path, i], [...member, 0]));
  return [...members, ...inEntries, ...inList];
}

function candidatesOf(schema: MemberSchema, value: unknown, path: Path, member: Path): Candidate[] {
  const [type = ''] = typesOf(schema);
  const isOneOfMany = type === 'integer' || (type === 'string' && !schema.enum);
  const own = valuesOf(schema, value, member).map((to) => ({ path, member, to, isOneOfMany }));
  const isThere = value !== undefined;
  const gone = { path, member, to: undefined, isOneOfMany: false };
  const mayGo = isThere && typeof path.at(-1) !== 'number' && schema.default === undefined;
  return [...own, ...(mayGo ? [gone] : []), ...(isThere ? candidatesIn(schema, value, path, member) : [])];
}

/** Other values of a member, if it has one, or first ones. */
function valuesOf(schema: MemberSchema, value: unknown, member: Path): unknown[] {
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER, properties, additionalProperties, items } = schema;
  const [type] = typesOf(schema);
  const others = (all: readonly unknown[]) => all.filter((it) => !isDeepStrictEqual(it, value));
  if (schema.enum) return others(schema.enum);
  if (type === 'boolean') return others([true, false]);
  if (type === 'integer') {
    const now = typeof value === 'number' ? value : minimum;
    const near = [...textsOf(member), now * 2, now + 1, now - 1, minimum, maximum];
    return others(near.filter((it) => typeof it === 'number' && it >= minimum && it <= maximum));
  }
  if (type === 'string') return others(textsOf(member));
  if (items) {
    const list = Array.isArray(value) ? (value as unknown[]) : [];
    const more = valuesOf(items, undefined, [...member, 0]).find((it) => !list.includes(it));
    return [...(more === undefined ? [] : [[...list, more]]), ...(list.length > 0 ? [list.slice(1)] : [])];
  }
  const whole = others(textsOf(member));
  if (additionalProperties) {
    const map = Object(value) as Value;
    const [first] = valuesOf(additionalProperties, undefined, [...member, 'x']);
    const names = textsOf([...member, 'key']).filter((it) => !Object.hasOwn(map, String(it)));
    return [...whole, ...names.slice(0, 1).map((name) => ({ ...map, [String(name)]: first }))];
  }
  return properties && value === undefined ? (whole.length > 0 ? whole : [sampleOf(schema, member)]) : [];
}

/** An object with what it must have, and nothing else. */
function sampleOf({ properties = {}, required = [] }: MemberSchema, member: Path): Value {
  const first = (name: string) => valuesOf(properties[name] ?? {}, undefined, [...member, name])[0];
  return Object.fromEntries(required.map((name) => [name, first(name)]));
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((it, name) => (Object(it) as Value)[name], value);

/** The config with another value at a path, and what has to change with it; undefined where that is not valid. */
function changedAt(config: Config, path: Path, to: unknown): Config | undefined {
  for (const fitting of fit(path, to)) {
    const copy = structuredClone(config);
    const holder = at(copy, path.slice(0, -1)) as Value;
    if (to === undefined) delete holder[String(path.at(-1))];
    else holder[String(path.at(-1))] = structuredClone(to);
    fitting(copy);
    const parsed = configSchema.safeParse(copy);
    if (!parsed.success) continue;
    const { name } = config;
    return isDeepStrictEqual(at({ ...parsed.data, name }, path), at(config, path))
      ? undefined
      : { ...parsed.data, name };
  }
  return undefined;
}
