import { didYouMean, nearest } from '../nearest.js';
import { assignmentLabel, type Assignment } from './assignment.js';
import type { Objection } from './format.js';
import { editorSchema } from './json-schema.js';
import type { Path } from './member-path.js';
import { typesOf, type MemberSchema } from './member-schema.js';
import { isMembers, valueAt } from './merge.js';
import { pathText, unknownMember } from './problem-messages.js';
import { readDocument, type ConfigDocument } from './yaml-document.js';

/** A value that the command line has put into the config. */
export interface Assigned {
  readonly path: Path;
  /** Stands for a file in problems. */
  readonly label: string;
  /** A list or a map, which is written as in a file. Absent: a text, whose type the schema says. */
  readonly document?: ConfigDocument | undefined;
}

/**
 * Puts the values of `--set` into a config, one after the other. It changes `data`.
 * @returns what was put in, and what is wrong with the others
 */
export function assign(
  data: object,
  assignments: readonly Assignment[],
): { assigned: Assigned[]; objections: ({ readonly label: string } & Objection)[] } {
  const assigned: Assigned[] = [];
  const objections: ({ readonly label: string } & Objection)[] = [];
  for (const assignment of assignments) {
    const label = assignmentLabel(assignment);
    const target = targetOf(data, assignment);
    if ('message' in target) objections.push({ label, ...target });
    else {
      const { path, schema } = target;
      const { value, document } = read(assignment.value, schema);
      const fault = document?.faults.at(0);
      if (fault) objections.push({ label, message: fault.message, hint: fault.hint });
      else {
        put(data, path, value);
        assigned.push({ path, label, document });
      }
    }
  }
  return { assigned, objections };
}

interface Target {
  readonly path: Path;
  readonly schema: MemberSchema;
}

/** Follows a path through the schema, and through the config where users choose names. */
function targetOf(data: object, { path: segments }: Assignment): Target | Objection {
  const path: (string | number)[] = [];
  let schema = editorSchema();
  for (const [i, { name, isQuoted }] of segments.entries()) {
    const { properties, additionalProperties, items } = schema;
    if (items) {
      const index = isQuoted ? NaN : Number(name);
      const entries = entriesAt(data, path);
      if (!/^\d+$/.test(name) || isQuoted) return notAnIndex(path, name);
      if (index > entries) return beyondEnd(path, entries);
      path.push(index);
      schema = items;
    } else if (properties && Object.hasOwn(properties, name)) {
      path.push(name);
      schema = properties[name] ?? {};
    } else if (additionalProperties && name !== '__proto__') {
      path.push(name);
      schema = additionalProperties;
      const isThere = valueAt(data, path) !== undefined;
      if (!isThere && schema.properties && i < segments.length - 1) return notThere(data, path);
    } else return properties || additionalProperties ? unknown(path, name, properties) : hasNoMembers(path);
  }
  return { path, schema };
}

const entriesAt = (data: object, path: Path): number => {
  const list = valueAt(data, path);
  return Array.isArray(list) ? list.length : 0;
};

const notAnIndex = (path: Path, name: string): Objection => ({
  message: `${pathText(path)} is a list, and ${JSON.stringify(name)} is no index of it`,
  hint: `write ${pathText([...path, 0])} for its first entry, or the whole list: ${pathText(path)}=[…]`,
});

const beyondEnd = (path: Path, entries: number): Objection => ({
  message: `${pathText(path)} has ${entries} ${entries === 1 ? 'entry' : 'entries'}`,
  hint: `${pathText([...path, entries])} adds one`,
});

function notThere(data: object, path: Path): Objection {
  const around = path.slice(0, -1);
  const map = valueAt(data, around);
  const names = isMembers(map) ? Object.keys(map) : [];
  return {
    message: `there is no ${pathText(path)} in the config`,
    hint: nearOr(around, String(path.at(-1)), names) ?? `write it whole: ${pathText(path)}={…}`,
  };
}

function unknown(around: Path, name: string, properties: MemberSchema['properties'] = {}): Objection {
  const { message, hint, meant } = unknownMember(name, { properties }, around);
  if (message.startsWith('not supported')) return { message, hint };
  return {
    message: `there is no member ${pathText([...around, name])}`,
    hint: meant === undefined ? hint : didYouMean(pathText([...around, meant])),
  };
}

function nearOr(around: Path, name: string, among: readonly string[]): string | undefined {
  const near = nearest(name, among);
  if (near !== undefined) return didYouMean(pathText([...around, near]));
  return among.length > 0 ? `there is ${among.join(', ')}` : undefined;
}

const hasNoMembers = (path: Path): Objection => ({
  message: `${pathText(path)} has no members`,
  hint: `write ${pathText(path)}=…`,
});

/** `null` takes a member away, as it does in a file that lies over another one. */
function read(text: string, schema: MemberSchema): { value: unknown; document?: ConfigDocument } {
  if (text === 'null') return { value: null };
  if (!typesOf(schema).some((type) => type === 'array' || type === 'object')) return { value: text };
  const document = readDocument(text);
  return { value: document.faults.length > 0 ? undefined : document.data(), document };
}

/** Lists and maps on the way that are not there are made. The path is one of the schema. */
function put(data: object, path: Path, value: unknown): void {
  let holder = data;
  for (const [i, segment] of path.slice(0, -1).entries()) {
    const next: unknown = Object.hasOwn(holder, segment) ? Reflect.get(holder, segment) : undefined;
    const isRight = typeof path[i + 1] === 'number' ? Array.isArray(next) : isMembers(next);
    if (!isRight) Reflect.set(holder, segment, typeof path[i + 1] === 'number' ? [] : {});
    holder = Reflect.get(holder, segment) as object;
  }
  const last = path.at(-1) ?? '';
  if (value !== null) Reflect.set(holder, last, value);
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
}
