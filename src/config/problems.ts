import type * as z from 'zod';
import type { ConfigProblem } from '../failure.js';
import type { ConfigDocument, Position } from './document.js';
import type { Objection } from './format.js';
import { memberSchema } from './json-schema.js';
import { isWithin, type Path } from './sound.js';
import { missing, notAllowed, outOfRange, pathText, unknownMember, wrongType } from './wording.js';

type Issue = z.core.$ZodIssue;
type Problem = Omit<ConfigProblem, 'file'>;
/** What our own checks say beyond their message. */
interface Params {
  readonly hint?: string;
  /** The name is wrong, not what it stands for. */
  readonly isName?: true;
  readonly at?: readonly Path[];
  readonly other?: Path;
  readonly restsOn?: readonly Path[];
}

/**
 * Says in plain words what is wrong with a config, and where.
 * @param issues what `configSchema` found in the document's data, with the input reported
 */
export function problemsOf(document: ConfigDocument, issues: readonly Issue[]): Problem[] {
  const misspelt = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? meantBy(issue) : []));
  return issues
    .filter((issue) => !followsFrom(misspelt, issue))
    .flatMap((issue) => describe(issue, document));
}

/** The members that were meant by misspelt names. */
function meantBy({ keys, path }: Issue & { code: 'unrecognized_keys' }): Path[] {
  const at = plain(path);
  return keys.flatMap((key) => {
    const { meant } = unknownMember(key, memberSchema(at));
    return meant === undefined ? [] : [[...at, meant]];
  });
}

/** `memory` is not missing where it is written `memroy`: one mistake, one problem. */
function followsFrom(misspelt: readonly Path[], issue: Issue): boolean {
  const at = plain(issue.path);
  const { restsOn }: Params = issue.code === 'custom' ? (issue.params ?? {}) : {};
  // What is written and wrong by itself is wrong whatever else is misspelt.
  if (restsOn === undefined && issue.input !== undefined) return false;
  return misspelt.some((path) => (restsOn ?? [at]).some((other) => isWithin(other, path)));
}

function describe(issue: Issue, document: ConfigDocument): Problem[] {
  const path = plain(issue.path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknown(path, key, document));
  if (issue.code === 'custom') return [custom(issue, document)];
  if (issue.input === undefined) {
    const at = document.find(path) ?? document.findName(path.slice(0, -1));
    return [problem(path, at, missing(path, memberSchema(path)))];
  }
  return [problem(path, document.find(path), objection(issue, path, document))];
}

function objection(issue: Issue, path: Path, document: ConfigDocument): Objection {
  const schema = memberSchema(path);
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(path, issue.input, schema, document.spelling(path));
    case 'invalid_value':
      return notAllowed(path, issue.input, issue.values);
    case 'too_small':
    case 'too_big':
      return outOfRange(path, issue.input, schema);
    default:
      // The schema has nothing that is wrong in any other way.
      return { message: issue.message };
  }
}

function unknown(path: Path, key: string, document: ConfigDocument): Problem {
  const { message, hint } = unknownMember(key, memberSchema(path));
  return problem([...path, key], document.findName([...path, key]), { message, hint });
}

function custom({ path, message, params }: Issue & { code: 'custom' }, document: ConfigDocument): Problem {
  const { hint, isName, at = [plain(path)], other }: Params = params ?? {};
  const shown = at.find((one) => document.find(one)) ?? at[0] ?? [];
  const position = isName ? document.findName(shown) : nearestPosition(shown, document);
  const elsewhere = other && `${pathText(other)}, line ${nearestPosition(other, document).line}`;
  return problem(shown, position, { message: elsewhere ? `${message}; the other one: ${elsewhere}` : message, hint });
}

/** Of the member, or of what it would be in. */
function nearestPosition(path: Path, document: ConfigDocument): Position {
  return document.find(path) ?? (path.length === 0 ? document.at(0) : nearestPosition(path.slice(0, -1), document));
}

function problem(path: Path, position: Position | undefined, { message, hint }: Objection): Problem {
  return { ...position, path: pathText(path), message, ...(hint !== undefined && { hint }) };
}

const plain = (path: readonly PropertyKey[]): Path =>
  path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
