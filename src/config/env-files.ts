import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { taskDefinitionBytes } from '../facts/size-limits.js';
import { readEnvFile, type EnvFault, type EnvVariable } from './env-file.js';
import type { Objection } from './format.js';
import { editorSchema } from './json-schema.js';
import type { Path } from './member-path.js';
import type { MemberSchema } from './member-schema.js';
import { isMembers } from './merge.js';
import type { Variables } from './variables.js';

/** The variables that env files give to containers. */
export interface EnvFiles {
  /** Each with its path in the config: `services.web.environment.A`. */
  readonly given: readonly (EnvVariable & { readonly path: Path; readonly file: string })[];
  /** In a file that can be read. */
  readonly faults: readonly (EnvFault & { readonly path: Path; readonly file: string })[];
  /** Of the members that name files. */
  readonly objections: readonly (Objection & { readonly path: Path })[];
}

/**
 * Puts the variables of `envFile` into `environment`, wherever a container has both members. What `environment` or `secrets`
 * gives counts more, and a later file more than an earlier one.
 * @param data is changed: `envFile` is not there any more
 * @param base the directory that paths begin in
 * @param nameOf what messages call a file that a member names: what a variable gives is not shown
 */
export function readEnvFiles(
  data: object,
  { base, variables, nameOf }: { base: string; variables: Variables; nameOf(path: Path, file: string): string },
): EnvFiles {
  const result = { given: [], faults: [], objections: [] } as {
    [List in keyof EnvFiles]: EnvFiles[List][number][];
  };
  for (const { path: around, holder } of holdersIn(data, editorSchema(), [])) {
    const files = filesOf(holder['envFile'], [...around, 'envFile']);
    const { environment = {}, secrets } = holder;
    // What is not a file name or not a map is for the schema to refuse.
    if (!files || !isMembers(environment)) continue;
    delete holder['envFile'];
    const own = new Set([...Object.keys(environment), ...(isMembers(secrets) ? Object.keys(secrets) : [])]);
    const found = new Map<string, EnvFiles['given'][number]>();
    for (const { file: path, at } of files) {
      const file = nameOf(at, path);
      const text = textOf(resolve(base, path));
      if (typeof text !== 'string') {
        result.objections.push({ path: at, message: `${file} ${text.why}`, hint: text.hint });
        continue;
      }
      const read = readEnvFile(text, variables);
      result.faults.push(...read.faults.map((fault) => ({ ...fault, path: at, file })));
      for (const it of read.variables) found.set(it.name, { ...it, file, path: [...around, 'environment', it.name] });
    }
    const given = [...found.values()].filter(({ name }) => !own.has(name));
    result.given.push(...given);
    holder['environment'] = { ...Object.fromEntries(given.map(({ name, value }) => [name, value])), ...environment };
  }
  return result;
}

type Members = { [name: string]: unknown };

/** The containers that name env files, by the members that the schema gives to containers. */
function* holdersIn(value: unknown, schema: MemberSchema, path: Path): Generator<{ path: Path; holder: Members }> {
  if (!isMembers(value)) return;
  const { properties = {}, additionalProperties } = schema;
  if ('envFile' in properties && 'environment' in properties && value['envFile'] !== undefined)
    yield { path, holder: value };
  for (const [name, member] of Object.entries(value)) {
    const within = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (within) yield* holdersIn(member, within, [...path, name]);
  }
}

function filesOf(value: unknown, path: Path): { file: string; at: Path }[] | undefined {
  if (typeof value === 'string' && value !== '') return [{ file: value, at: path }];
  if (!Array.isArray(value)) return undefined;
  const files = value.flatMap((file: unknown, i) =>
    typeof file === 'string' && file !== '' ? [{ file, at: [...path, i] }] : [],
  );
  return files.length === value.length ? files : undefined;
}

/** A file that is longer than a task definition may be can be given to no container. */
function textOf(path: string): string | { why: string; hint: string } {
  const hint = 'paths begin where the config is';
  let text: string;
  try {
    const file = statSync(path);
    if (!file.isFile()) return { why: 'is no file', hint };
    if (file.size > taskDefinitionBytes) return tooLong(file.size);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    return { why: isAbsent ? 'is not there' : `cannot be read: ${code}`, hint };
  }
  return text.includes('\0') || text.includes('\uFFFD')
    ? { why: 'is no text in UTF-8', hint: 'it is read as lines of NAME=value' }
    : text;
}

const tooLong = (bytes: number) => ({
  why: `has ${shown(bytes)} bytes, and a task definition may have ${shown(taskDefinitionBytes)}`,
  hint: 'put long values into a file of the image, or into a secret',
});
const shown = (count: number): string => count.toLocaleString('en-US');
