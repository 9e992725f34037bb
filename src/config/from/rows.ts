import type { Path } from '../member-path.js';
import type { MemberSchema } from '../member-schema.js';
import { hasVariable, resolved } from './variables-in.js';
import type { Reason, Target } from './draft.js';
import { isMap, isNothing, nameOf, partsOf, type Value } from './source.js';
import { plainText } from '../../plain-text.js';

/** What a reader does with one member of its format. */
export type Row = (value: Value, target: Target) => void;
/** The members of a map of a format, by their names there: what is not in it is left, with the reason. */
export type Rows = { readonly [name: string]: Row };

/** A value as a config has it, or why it cannot. */
export type Converted = { readonly value: unknown; readonly how?: string | undefined } | Reason;
export type Convert = (value: unknown, limits: MemberSchema) => Converted;

/**
 * The member goes to that one: `healthCheck.interval`.
 * @param otherwise why it is left where a config has no such member; what `wishes/` says, where it is not given
 */
export const to =
  (member: string, convert: Convert, otherwise?: Reason): Row =>
  (value, target) => {
    const path = member.split('.');
    if (target.schema(...path) === undefined) return target.unknown(value, otherwise);
    convertTo(path, value, target, convert);
  };

/** The value goes to this place as the converter makes it, or is left with the converter's reason. */
export function convertTo(path: Path, value: Value, target: Target, convert: Convert): void {
  const made = converted(value, convert, target.schema(...path));
  if ('because' in made) target.leave(value, made);
  else target.put(path, made.value, value, made.how);
}

/** What a converter makes of a value, with its variables as they count now where it is not carried over as it is. */
export function converted(from: Value, convert: Convert, limits: MemberSchema = {}): Converted {
  const { value } = from;
  if (!hasVariable(value)) return convert(value, limits);
  const asItIs = convert(value, limits);
  if ('value' in asItIs && keepsVariables(plainText(value), asItIs.value)) return asItIs;
  const known = resolved(value);
  if (known === undefined)
    return {
      because: 'it has a variable that is not set, so what it says is not known',
      instead: 'set it, and make the config anew, or write the value',
    };
  const made = convert(known, limits);
  return 'because' in made ? made : { value: made.value, how: joined(made.how, 'its variables as they are now') };
}

/** Whether all variables of a text are in what was made of it. */
function keepsVariables(text: string, made: unknown): boolean {
  const texts = [made].flat().map(plainText);
  return [...text.matchAll(/\$\{[^}]*\}/g)].every(([variable]) => texts.some((it) => it.includes(variable)));
}

/** Several things that were done to a value. */
export const joined = (...hows: readonly (string | undefined)[]): string | undefined => {
  const said = hows.filter((how) => how !== undefined);
  return said.length === 0 ? undefined : said.join('; ');
};

/** The members of a map, each with its row. A row named `*` is for all that has none. */
export const map =
  (rows: Rows, place?: Target['place']): Row =>
  (whole, target) => {
    if (isNothing(whole)) return target.unknown(whole);
    if (!isMap(whole.value))
      return target.leave(whole, { because: 'it is no map', instead: 'write its members by hand' });
    const inside = place === undefined ? target : target.as(place);
    for (const value of partsOf(whole)) {
      const row = Object.hasOwn(rows, nameOf(value)) ? rows[nameOf(value)] : rows['*'];
      if (!row || (isNothing(value) && partsOf(value).length === 0)) inside.unknown(value);
      else row(value, inside);
    }
  };

/** The entries of a list, each with the same row. */
export const each =
  (row: Row): Row =>
  (whole, target) => {
    if (!Array.isArray(whole.value) && !isNothing(whole))
      return target.leave(whole, { because: 'it is no list', instead: 'write it by hand' });
    for (const value of partsOf(whole)) row(value, target);
    if (isNothing(whole)) target.unknown(whole);
  };

/** It holds here, too, without being written. @param how undefined where it is the same */
export const held =
  (how?: string): Row =>
  (value, target) =>
    target.hold(value, how);

/** It holds here where it is one of these values, and is left otherwise. */
export const heldIf =
  (values: readonly unknown[], how?: string): Row =>
  (value, target) => {
    if (values.includes(value.value)) target.hold(value, how);
    else target.unknown(value);
  };

/** What the row makes of a value was rewritten in this way as well: it stands elsewhere in the file than it belongs, say. */
export const told =
  (how: string, row: Row): Row =>
  (value, target) => {
    const { members, held } = target.draft;
    const before = new Set<unknown>([...members, ...held]);
    row(value, target);
    for (const [i, it] of members.entries()) if (!before.has(it)) members[i] = { ...it, how: joined(how, it.how) };
    for (const [i, it] of held.entries()) if (!before.has(it)) held[i] = { ...it, how: joined(how, it.how) };
  };

/** It cannot be carried over, for a reason that is none of a config's member. */
export const left =
  (reason: Reason): Row =>
  (value, target) =>
    target.leave(value, reason);

/** As `unknown`: the reason is that of `wishes/`. */
export const wished: Row = (value, target) => target.unknown(value);

/** The reason is that of another name, which `wishes/` knows it by. */
export const wishedAs =
  (name: string): Row =>
  (value, target) =>
    target.refuse(value, name);
