import type * as z from 'zod';
import type { ConfigProblem } from '../failure.js';
import type { ConfigDocument } from './yaml-document.js';
import type { Position } from './file-fault.js';
import type { Objection } from './format.js';
import { isHidden, memberSchema } from './json-schema.js';
import { isWithin, memberPath, type Path } from './member-path.js';
import {
  missing,
  notAllowed,
  outOfRange,
  pathText,
  shownPath,
  unknownMember,
  wrongType,
  wrongTypeOfHidden,
} from './problem-messages.js';

type Issue = z.core.$ZodIssue;
type Problem = Omit<ConfigProblem, 'file'>;
/** What our own checks report beside their message. */
interface Params {
  readonly hint?: string;
  /** The member's name is wrong, not its value. */
  readonly isName?: true;
  readonly at?: readonly Path[];
  readonly other?: Path;
  readonly restsOn?: readonly Path[];
}

/**
 * Turns zod's issues into problems: a message in plain words, a hint, and the place in the file.
 * @param issues what `configSchema` found in the document's data, with the input reported
 */
export function problemsOf(document: ConfigDocument, issues: readonly Issue[]): Problem[] {
  const misspelt = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? meantBy(issue) : []));
  const astray = issues.flatMap((issue) => outdented(issue, document));
  return issues
    .filter((issue) => !followsFrom(misspelt, issue) && !astray.some((path) => isWithin(memberPath(issue.path), path)))
    .flatMap((issue) => describe(issue, document, astray));
}

/**
 * Members that are indented too little. A map has no value, and the names that belong in it come after it:
 *
 *     web:
 *     image: nginx
 */
function outdented(issue: Issue, document: ConfigDocument): Path[] {
  const path = memberPath(issue.path);
  const schema = memberSchema(path);
  if (issue.input !== null || schema?.type !== 'object') return [];
  const around = path.slice(0, -1);
  const { properties } = memberSchema(around) ?? {};
  const isStray = (name: string) =>
    !properties?.[name] && (schema.properties === undefined || name in schema.properties);
  return document
    .following(path)
    .filter(isStray)
    .map((name) => [...around, name]);
}

/** The members that misspelt names probably stand for. */
function meantBy({ keys, path }: Issue & { code: 'unrecognized_keys' }): Path[] {
  const at = memberPath(path);
  return keys.flatMap((key) => {
    const { meant } = unknownMember(key, memberSchema(at));
    return meant === undefined ? [] : [[...at, meant]];
  });
}

/** Whether an issue only follows from a misspelt name: `memory` is not reported missing if there is a `memroy`. */
function followsFrom(misspelt: readonly Path[], issue: Issue): boolean {
  const at = memberPath(issue.path);
  const { restsOn }: Params = issue.code === 'custom' ? (issue.params ?? {}) : {};
  // A value that is there and wrong does not follow from a name that is misspelt.
  if (restsOn === undefined && issue.input !== undefined) return false;
  return misspelt.some((path) => (restsOn ?? [at]).some((other) => isWithin(other, path)));
}

function describe(issue: Issue, document: ConfigDocument, astray: readonly Path[]): Problem[] {
  const path = memberPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.filter((key) => !astray.some((stray) => isSame(stray, [...path, key])));
    return keys.map((key) => unknown(path, key, document));
  }
  if (issue.code === 'custom') return [custom(issue, document)];
  const position = nearestPosition(path, document);
  if (issue.input === undefined) return [problem(path, position, missing(path, memberSchema(path)))];
  const { message, hint } = objection(issue, path, document);
  const isAbove = astray.length > 0 && outdented(issue, document).length > 0;
  // A name without a value may be a secret that was written as a name: show the member around it.
  const shown = isHidden(path.slice(0, -1)) && issue.input === null ? path.slice(0, -1) : path;
  return [problem(shown, position, { message, hint: isAbove ? 'are the lines below it indented too little?' : hint })];
}

function objection(issue: Issue, path: Path, document: ConfigDocument): Objection {
  const schema = memberSchema(path);
  switch (issue.code) {
    case 'invalid_type':
      return isHidden(path)
        ? wrongTypeOfHidden(path, issue.input, schema, isHidden(path.slice(0, -1)))
        : wrongType(path, issue.input, schema, document.spelling(path));
    case 'invalid_value':
      return notAllowed(path, issue.input, issue.values);
    case 'too_small':
    case 'too_big':
      return outOfRange(path, issue.input, schema);
    default:
      // The schema raises no other kinds of issues.
      return { message: issue.message };
  }
}

function unknown(path: Path, key: string, document: ConfigDocument): Problem {
  const { message, hint } = unknownMember(key, memberSchema(path));
  return problem([...path, key], document.findName([...path, key]) ?? nearestPosition(path, document), {
    message,
    hint,
  });
}

function custom({ path, message, params }: Issue & { code: 'custom' }, document: ConfigDocument): Problem {
  const { hint, isName, at = [memberPath(path)], other }: Params = params ?? {};
  const shown = at.find((one) => document.find(one)) ?? at[0] ?? [];
  const position = (isName ? document.findName(shown) : undefined) ?? nearestPosition(shown, document);
  const elsewhere = other && `${pathText(other)}, line ${nearestPosition(other, document).line}`;
  return problem(shown, position, { message: elsewhere ? `${message}; the other one: ${elsewhere}` : message, hint });
}

/** The position of the member, or of the nearest member around it that is in the file. */
function nearestPosition(path: Path, document: ConfigDocument): Position {
  const found = document.find(path);
  if (found) return found;
  return path.length === 0 ? document.at(0) : nearestPosition(path.slice(0, -1), document);
}

const isSame = (path: Path, other: Path): boolean => path.length === other.length && isWithin(path, other);

function problem(path: Path, position: Position, { message, hint }: Objection): Problem {
  return { ...position, path: shownPath(path, isHidden(path)), message, ...(hint !== undefined && { hint }) };
}
