import type { ConfigProblem } from '../failure.js';
import type { ConfigSource, ConfigText } from './config-source.js';
import { isHidden } from './json-schema.js';
import type { Path } from './member-path.js';
import { isMembers, merged } from './merge.js';
import { pathText, shownPath, valueInWords } from './problem-messages.js';
import { substitute, type Variables } from './variables.js';
import { readDocument, type ConfigDocument } from './yaml-document.js';

/** A file of a config, parsed, with values in the places of variables. Its contents are not checked. */
export interface Layer {
  readonly file: string;
  readonly document: ConfigDocument;
  readonly data: unknown;
  /** By the text of their path: values in which variables stand, as they are written. */
  readonly templates: ReadonlyMap<string, Template>;
}

export interface Template {
  readonly text: string;
  /** The variables of the environment that the value is made of. */
  readonly names: readonly string[];
  /** It has no value: a variable of it is not set, or it is not written as variables are. */
  readonly isFaulty: boolean;
}

export interface Layers {
  readonly layers: readonly Layer[];
  readonly problems: readonly ConfigProblem[];
  /** The members of all files, each over those of the ones before it. Absent where a file cannot be read. */
  readonly data?: object;
}

/** Reads the files of a config. Never throws. */
export function readLayers({ files, variables }: Pick<ConfigSource, 'files' | 'variables'>): Layers {
  const read = files.map((text, i) => readLayer(text, i > 0, variables));
  const layers = read.map(({ layer }) => layer);
  const problems = read.flatMap((it) => it.problems);
  if (read.some(({ isUnreadable }) => isUnreadable)) return { layers, problems };
  return { layers, problems, data: structuredClone(layers.map(({ data }) => data).reduce(merged)) as object };
}

function readLayer({ file, text }: ConfigText, isOverlay: boolean, variables: Variables | undefined) {
  const document = readDocument(text, file.endsWith('.json') ? 'JSON' : 'YAML');
  const problems = document.faults.map(({ at, message, hint }): ConfigProblem => ({
    file,
    ...at,
    path: '',
    message,
    ...hinted(hint),
  }));
  const templates = new Map<string, Template>();
  const layer = { file, document, templates };
  if (document.faults.some(({ fatal }) => fatal))
    return { layer: { ...layer, data: {} }, problems, isUnreadable: true };
  const written = document.data();
  if (!isMembers(written)) {
    const wrong = [...problems, { file, ...notAMap(document, written) }];
    return { layer: { ...layer, data: {} }, problems: wrong, isUnreadable: true };
  }
  const data = copied(written, [], (value, path) => {
    if (value === null && isOverlay && document.isLeftEmpty(path) && typeof path.at(-1) === 'string') {
      problems.push({ file, ...document.find(path), path: shown(path), ...leftEmpty });
      return undefined;
    }
    if (typeof value !== 'string' || !variables || !value.includes('${')) return value;
    const { text: given, names, faults } = substitute(value, variables, isPolicy(path));
    templates.set(pathText(path), { text: value, names, isFaulty: faults.length > 0 });
    for (const { at, message, hint, isUnset } of faults)
      problems.push({
        ...{ file, ...document.findWithin(path, at), path: shown(path), message, hint },
        ...(isUnset && { isOfMachine: true }),
      });
    return given;
  });
  return { layer: { ...layer, data }, problems, isUnreadable: false };
}

/**
 * A copy in which nothing is twice: an alias gives the parsed data one list or map in several places.
 * @param leaf what takes the place of a value; a member for which it gives nothing is left out
 */
function copied(value: unknown, path: Path, leaf: (value: unknown, path: Path) => unknown): unknown {
  if (Array.isArray(value)) return value.map((it, i) => copied(it, [...path, i], leaf));
  if (!isMembers(value)) return leaf(value, path);
  const members = Object.entries(value).map(([name, it]) => [name, copied(it, [...path, name], leaf)] as const);
  return Object.fromEntries(members.filter(([, it]) => it !== undefined));
}

const shown = (path: Path): string => shownPath(path, isHidden(path));

/** Where IAM has variables of its own. */
const isPolicy = (path: Path): boolean => path.includes('permissions');

/** A name without a value may be one whose lines below it are indented too little, so it removes nothing. */
const leftEmpty = {
  message: 'it has no value',
  hint: 'write null to remove what the file below says; are the lines under it indented too little?',
};

function notAMap(document: ConfigDocument, data: unknown) {
  const isEmpty = data === null || data === undefined;
  return {
    ...(isEmpty ? document.at(0) : document.find([])),
    path: '',
    message: isEmpty ? 'the file is empty' : `a config is a map of members ("name: value"), not ${valueInWords(data)}`,
    hint: '`provision init` writes one to start from',
  };
}

const hinted = (hint: string | undefined) => (hint === undefined ? {} : { hint });
