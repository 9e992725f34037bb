import type { ConfigProblem } from '../failure.js';
import { assign, type Assigned } from './assign.js';
import { assignmentIn, type Assignment } from './assignment.js';
import type { ConfigSource } from './config-source.js';
import { readEnvFiles, type EnvFiles } from './env-files.js';
import { isHidden } from './json-schema.js';
import { readLayers, type Layer, type Template } from './layers.js';
import { isWithin, type Path } from './member-path.js';
import { layerOf } from './merge.js';
import { pathText, shownPath } from './problem-messages.js';
import { giveTypes } from './typed.js';

/** Where a value of a config is written. It has no line where an option of the command line gives it. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Where the values of a config are from. */
export interface Places {
  /** Where a value is, or its name if the value is a list or a map; `undefined` if it is not there. */
  find(path: Path): Place | undefined;
  /** Where the name of a member is; an entry, if it is in a list. */
  findName(path: Path): Place | undefined;
  /** Names of the members that come after this one in the same map. */
  following(path: Path): readonly string[];
  /** A number, boolean or text as it is written. */
  spelling(path: Path): string | undefined;
  /** What is written where a value is made of variables. */
  template(path: Path): Template | undefined;
  /** The beginning of the first file. */
  readonly start: Place;
}

/** A config as its files, variables, options and env files give it, with types but not checked. */
export interface Reading {
  /** Absent where a file cannot be read. */
  readonly data?: object;
  readonly problems: readonly ConfigProblem[];
  readonly places: Places;
  /** The variables that env files give. */
  readonly env: EnvFiles['given'];
}

/** Reads a config from all that it is made of. Never throws. */
export function readSource(source: ConfigSource): Reading {
  const { layers, problems, data } = readLayers(source);
  const start: Place = { file: source.files[0].file, line: 1, column: 1 };
  if (!data) return { problems, places: placesOf({ layers, assigned: [], env: [], start }), env: [] };
  const { assignments, wrong } = parsed(source.set ?? []);
  const { assigned, objections } = assign(data, assignments);
  const written = placesOf({ layers, assigned, env: [], start });
  giveTypes(data, { spelling: written.spelling, isUntyped: (path) => isUntyped(path, assigned, written) });
  const { base } = source.files[0];
  const { given: env, ...files } = readEnvFiles(data, {
    ...{ base, variables: source.variables ?? {} },
    nameOf: (path, file) => written.template(path)?.text ?? file,
  });
  return {
    data,
    env,
    places: placesOf({ layers, assigned, env, start }),
    problems: [
      ...problems,
      ...wrong,
      ...objections.map(({ label, message, hint }) => ({ file: label, path: '', message, ...hinted(hint) })),
      ...files.objections.map(({ path, message, hint }) => ({
        ...(written.find(path) ?? start),
        path: pathText(path),
        message,
        ...hinted(hint),
        isOfMachine: true as const,
      })),
      ...files.faults.map(({ path, at, file, message, hint, isUnset }) => ({
        ...{ file, ...at, path: shownPath(path, isHidden(path)), message, hint },
        ...(isUnset && { isOfMachine: true as const }),
      })),
    ],
  };
}

function parsed(set: readonly string[]): { assignments: Assignment[]; wrong: ConfigProblem[] } {
  const assignments: Assignment[] = [];
  const wrong: ConfigProblem[] = [];
  for (const text of set) {
    const assignment = assignmentIn(text);
    if (assignment) assignments.push(assignment);
    else {
      // What comes after the path may be a secret.
      const [path = ''] = /^[\w.[\]-]*(?==|$)/.exec(text) ?? [];
      const hint = 'a name with dots is in quotes, as in \'tags."cost.center"=42\'';
      wrong.push({ file: `--set ${path}`.trim(), path: '', message: 'it is written as path=value', hint });
    }
  }
  return { assignments, wrong };
}

const isUntyped = (path: Path, assigned: readonly Assigned[], { template }: Places): boolean =>
  template(path) !== undefined ||
  assigned.some((it) => !it.document && it.path.length === path.length && isWithin(path, it.path));

function placesOf({
  layers,
  assigned,
  env,
  start,
}: {
  layers: readonly Layer[];
  assigned: readonly Assigned[];
  env: EnvFiles['given'];
  start: Place;
}): Places {
  const data = layers.map((layer) => layer.data);
  const layerFor = (path: Path): Layer | undefined => layers[layerOf(data, path) ?? -1];
  const variables = new Map(env.map((it) => [pathText(it.path), it]));
  const optionFor = (path: Path) => assigned.findLast((it) => isWithin(path, it.path));
  const place = (path: Path, which: 'find' | 'findName'): Place | undefined => {
    const variable = variables.get(pathText(path));
    if (variable) return { file: variable.file, ...variable.at };
    const option = optionFor(path);
    if (option) return { file: option.label };
    const layer = layerFor(path);
    const position = layer?.document[which](path);
    return layer && position && { file: layer.file, ...position };
  };
  return {
    start,
    find: (path) => place(path, 'find'),
    findName: (path) => place(path, 'findName'),
    following: (path) => layerFor(path)?.document.following(path) ?? [],
    spelling(path) {
      const option = optionFor(path);
      if (option) return option.document?.spelling(path.slice(option.path.length));
      return layerFor(path)?.document.spelling(path);
    },
    template: (path) =>
      variables.has(pathText(path)) || optionFor(path) ? undefined : layerFor(path)?.templates.get(pathText(path)),
  };
}

const hinted = (hint: string | undefined) => (hint === undefined ? {} : { hint });
