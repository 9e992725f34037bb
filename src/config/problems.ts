import type * as z from 'zod';
import type { ConfigProblem } from '../failure.js';
import type { Objection } from './format.js';
import { isHidden, memberSchema } from './json-schema.js';
import { isWithin, memberPath, type Path } from './member-path.js';
import { typesOf } from './member-schema.js';
import { valueAt } from './merge.js';
import type { Place, Places, Reading } from './reading.js';
import { configSchema } from './schema.js';
import {
  missing,
  notAllowed,
  notGiven,
  outOfRange,
  pathText,
  shownPath,
  unknownMember,
  wrongType,
  wrongTypeOfHidden,
} from './problem-messages.js';

type Issue = z.core.$ZodIssue;
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
 * Turns zod's issues into problems: a message in plain words, a hint, and the place that the value is from. No message has
 * what a variable gives, because that may be a secret.
 * @param issues what `configSchema` found in the data, with the input reported
 * @param data what was checked
 */
export function problemsOf(
  { places }: Pick<Reading, 'places'>,
  issues: readonly Issue[],
  data: object,
): ConfigProblem[] {
  const misspelt = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? meantBy(issue) : []));
  const astray = issues.flatMap((issue) => outdented(issue, places));
  // What is wrong with the variable is said already.
  const hasValue = (issue: Issue) => !places.template(memberPath(issue.path))?.isFaulty;
  return withTemplates(issues.filter(hasValue), places, data)
    .filter((issue) => !followsFrom(misspelt, issue) && !astray.some((path) => isWithin(memberPath(issue.path), path)))
    .flatMap((issue) => describe(issue, places, astray));
}

/**
 * Formats repeat a text in their messages, and parts of it. So where a text is made of variables, its format is asked what it
 * says of the text as it is written, with the variables in it.
 */
function withTemplates(issues: readonly Issue[], places: Places, data: object): Issue[] {
  const isOfFormat = (issue: Issue) =>
    issue.code === 'custom' && !(issue.params as Params | undefined)?.at && places.template(memberPath(issue.path));
  if (!issues.some(isOfFormat)) return [...issues];
  const written = structuredClone(data);
  for (const { path } of issues.filter(isOfFormat)) {
    const holder = valueAt(written, memberPath(path.slice(0, -1)));
    Reflect.set(Object(holder) as object, path.at(-1) ?? '', places.template(memberPath(path))?.text);
  }
  const others = configSchema.safeParse(written, { reportInput: true }).error?.issues ?? [];
  return issues.map((issue) => {
    if (!isOfFormat(issue)) return issue;
    const other = others.find((it) => it.code === 'custom' && isSame(memberPath(it.path), memberPath(issue.path)));
    return (
      other ?? {
        ...issue,
        params: {},
        message: `what ${places.template(memberPath(issue.path))?.text} gives is not allowed here`,
      }
    );
  });
}

/**
 * Members that are indented too little. A map has no value, and the names that belong in it come after it:
 *
 *     web:
 *     image: nginx
 */
function outdented(issue: Issue, places: Places): Path[] {
  const path = memberPath(issue.path);
  const schema = memberSchema(path);
  if (issue.input !== null || !schema || typesOf(schema)[0] !== 'object') return [];
  const around = path.slice(0, -1);
  const { properties } = memberSchema(around) ?? {};
  const isStray = (name: string) =>
    !properties?.[name] && (schema.properties === undefined || name in schema.properties);
  return places
    .following(path)
    .filter(isStray)
    .map((name) => [...around, name]);
}

/** The members that misspelt names probably stand for. */
function meantBy({ keys, path }: Issue & { code: 'unrecognized_keys' }): Path[] {
  const at = memberPath(path);
  return keys.flatMap((key) => {
    const { meant } = unknownMember(key, memberSchema(at), at);
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

function describe(issue: Issue, places: Places, astray: readonly Path[]): ConfigProblem[] {
  const path = memberPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.filter((key) => !astray.some((stray) => isSame(stray, [...path, key])));
    return keys.map((key) => unknown([...path, key], valueOf(issue.input, key), places));
  }
  if (issue.code === 'custom') return [custom(issue, places)];
  const position = nearestPosition(path, places);
  if (issue.input === undefined) return [problem(path, position, missing(path, memberSchema(path)))];
  const { message, hint } = objection(issue, path, places);
  const isAbove = astray.length > 0 && outdented(issue, places).length > 0;
  // A name without a value may be a secret that was written as a name: show the member around it.
  const shown = isHidden(path.slice(0, -1)) && issue.input === null ? path.slice(0, -1) : path;
  return [problem(shown, position, { message, hint: isAbove ? 'are the lines below it indented too little?' : hint })];
}

function objection(issue: Issue, path: Path, places: Places): Objection {
  const schema = memberSchema(path);
  const template = places.template(path)?.text;
  if (template !== undefined && !isHidden(path)) {
    if (issue.code === 'invalid_value') return notAllowed(path, template, issue.values);
    return notGiven(path, template, schema);
  }
  switch (issue.code) {
    case 'invalid_type':
      return isHidden(path)
        ? wrongTypeOfHidden(path, issue.input, schema, isHidden(path.slice(0, -1)))
        : wrongType(path, issue.input, schema, places.spelling(path));
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

const valueOf = (map: unknown, key: string): unknown => Reflect.get(Object(map) as object, key);

function unknown(path: Path, value: unknown, places: Places): ConfigProblem {
  const around = path.slice(0, -1);
  // What variables give is not shown.
  const shown = places.template(path) ? undefined : value;
  const { message, hint } = unknownMember(String(path.at(-1)), memberSchema(around), around, shown);
  return problem(path, places.findName(path) ?? nearestPosition(around, places), { message, hint });
}

function custom({ path, message, params }: Issue & { code: 'custom' }, places: Places): ConfigProblem {
  const { hint, isName, at = [memberPath(path)], other }: Params = params ?? {};
  const shown = at.find((one) => places.find(one)) ?? at[0] ?? [];
  const position = (isName ? places.findName(shown) : undefined) ?? nearestPosition(shown, places);
  const elsewhere = other && `${pathText(other)}, ${placeText(nearestPosition(other, places), position)}`;
  return problem(shown, position, { message: elsewhere ? `${message}; the other one: ${elsewhere}` : message, hint });
}

/** The position of the member, or of the nearest member around it that is in the file. */
function nearestPosition(path: Path, places: Places): Place {
  const found = places.find(path);
  if (found) return found;
  return path.length === 0 ? places.start : nearestPosition(path.slice(0, -1), places);
}

/** In words, for a message about another place. */
const placeText = ({ file, line }: Place, seenFrom: Place): string =>
  line === undefined ? file : `line ${line}${file === seenFrom.file ? '' : ` of ${file}`}`;

const isSame = (path: Path, other: Path): boolean => path.length === other.length && isWithin(path, other);

function problem(path: Path, position: Place, { message, hint }: Objection): ConfigProblem {
  return { ...position, path: shownPath(path, isHidden(path)), message, ...(hint !== undefined && { hint }) };
}
