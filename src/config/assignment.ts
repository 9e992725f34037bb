import { pathText } from './problem-messages.js';

/** What `--set services.web.tag=1.2` says: where, and the text. */
export interface Assignment {
  /** The names and indexes on the way, as they are written. */
  readonly path: readonly Segment[];
  readonly value: string;
}

interface Segment {
  readonly name: string;
  /** In quotes it is the name of a member even where it looks like an index. */
  readonly isQuoted: boolean;
}

/**
 * A segment, and what is before it: `services`, `.web`, `."cost.center"`, `[0]`, `["cost.center"]`. A name in quotes may have
 * any characters, `\"` among them.
 */
const segment =
  /(\.?)(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s."'=[\]]+)|\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\d{1,6}))\])/y;

/**
 * Reads an assignment. Whether its path is one of the config is not checked.
 * @returns undefined where it is not written as `path=value`
 */
export function assignmentIn(text: string): Assignment | undefined {
  const path: Segment[] = [];
  segment.lastIndex = 0;
  while (text.charAt(segment.lastIndex) !== '=') {
    const found = segment.exec(text);
    if (!found) return undefined;
    const [whole, dot, double, single, bare, doubleIn, singleIn, index] = found;
    const isBracket = whole.startsWith('[');
    if ((dot === '.') !== (path.length > 0 && !isBracket) || (isBracket && path.length === 0)) return undefined;
    const quoted = double ?? doubleIn;
    const name = quoted?.replace(/\\(.)/g, '$1') ?? single ?? singleIn ?? bare ?? index ?? '';
    path.push({ name, isQuoted: bare === undefined && index === undefined });
  }
  return path.length === 0 ? undefined : { path, value: text.slice(segment.lastIndex + 1) };
}

/** The path as a person writes it, without the value, which may be a secret. */
export const assignmentLabel = ({ path }: Pick<Assignment, 'path'>): string =>
  `--set ${pathText(path.map(({ name }) => name))}`;
