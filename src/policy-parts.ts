import { createHash } from 'node:crypto';
import { iamCharacters, managedPolicyCharacters, rolePolicyCharacters } from './iam-characters.js';
import { cut, documentOf, entriesOf, shortest, type PolicyDocument, type Statement } from './policy-statements.js';

/** What a role may do, as one policy that is part of it and, where that cannot hold all of it, managed policies beside it. */
export interface PolicyParts {
  /** The policy that is part of the role; absent where nothing is left for it. */
  readonly inline?: PolicyDocument;
  /** By numbers from 1 on, some of which may be missing. */
  readonly managed: readonly { readonly number: number; readonly document: PolicyDocument }[];
  /** Characters for which no policy has room. 0: all is said. */
  readonly excess: number;
}

/**
 * Divides statements over the policies of a role. They stay as they are written where IAM takes them so, and are in their
 * shortest form otherwise.
 *
 * Where managed policies are needed, what is said of one resource is in one policy, and a hash of the resource says in which. So
 * a statement more or less changes the policies of its own resources alone. With one managed policy more, things move into
 * that one only, and with one less, they move out of that one only. Whoever sets up the one with the highest number first, and takes away last what
 * there is no more of, therefore never takes anything from the role that it had and is to have.
 *
 * Such a division fills some three quarters of the room. Where it needs more policies than there may be, the statements are divided
 * as closely as they fit, and a change may then take something from one policy before it is in the other.
 * @param most how many managed policies there may be
 */
export function policyParts(statements: readonly Statement[], most: number): PolicyParts {
  if (statements.length === 0) return { managed: [], excess: 0 };
  const short = shortest(statements);
  const whole = [statements, short].find((it) => sizeOf(it) <= rolePolicyCharacters);
  if (whole) return { inline: documentOf(whole), managed: [], excess: 0 };
  const fewest = Math.ceil((sizeOf(short) - rolePolicyCharacters) / managedPolicyCharacters);
  return byResource(statements, fewest, most) ?? closely(short, most);
}

const sizeOf = (statements: readonly Statement[]): number => iamCharacters(documentOf(statements));
/** The most that the policy of a number holds; 0 is the one that is part of the role. */
const room = (number: number): number => (number === 0 ? rolePolicyCharacters : managedPolicyCharacters);

/** @returns undefined where one of the policies would be too long, whatever their number */
function byResource(statements: readonly Statement[], fewest: number, most: number): PolicyParts | undefined {
  const things = statements.flatMap(thingsOf);
  const lots = lotsOf(new Set(things.map(({ about }) => about)), most);
  for (let count = fewest; count <= most; count++) {
    const parts = new Map<number, Statement[]>();
    for (const { about, statement } of things) {
      const number = winner(lots.get(about) ?? [], count);
      const part = parts.get(number);
      if (part) part.push(statement);
      else parts.set(number, [statement]);
    }
    const all = [...parts].map(([number, part]) => ({ number, statements: shortest(part) }));
    if (all.every(({ number, statements }) => sizeOf(statements) <= room(number))) return madeOf(all, 0);
  }
  return undefined;
}

interface Thing {
  readonly about: string;
  readonly statement: Statement;
}

/** A statement in pieces, each about one thing: a bucket with its objects; of "*", the actions of one service. */
function thingsOf(statement: Statement): Thing[] {
  const named = entriesOf(statement.Resource).filter((it) => it !== '*');
  const isOfAll = named.length < entriesOf(statement.Resource).length;
  return [
    ...grouped(named, (it) => it.replace(/[/:]?\*$/, '')).map(([about, Resource]) => ({
      about,
      statement: { ...statement, Resource },
    })),
    ...(isOfAll ? grouped(entriesOf(statement.Action), (it) => it.split(':')[0] ?? '') : []).map(([about, Action]) => ({
      about,
      statement: { ...statement, Action, Resource: '*' },
    })),
  ];
}

function grouped(texts: readonly string[], by: (text: string) => string): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const text of texts) groups.set(by(text), [...(groups.get(by(text)) ?? []), text]);
  return [...groups];
}

/**
 * The lots that each policy has drawn for a thing, by its number. The highest one wins, so another policy only takes away what it
 * wins itself ("rendezvous hashing"). The one in the role draws five where the others draw three, as its size is to theirs.
 * Source: https://www.eecs.umich.edu/techreports/cse/96/CSE-TR-316-96.pdf
 */
const lotsOf = (abouts: ReadonlySet<string>, most: number): ReadonlyMap<string, readonly string[]> =>
  new Map([...abouts].map((about) => [about, Array.from({ length: most + 1 }, (_, number) => lotOf(about, number))]));

function lotOf(about: string, number: number): string {
  const drawn = createHash('sha256').update(`${number} ${about}`).digest('hex');
  const lots = Array.from({ length: number === 0 ? 5 : 3 }, (_, lot) => drawn.slice(lot * 12, (lot + 1) * 12));
  return lots.reduce((a, b) => (b > a ? b : a));
}

const winner = (lots: readonly string[], count: number): number =>
  lots.slice(0, count + 1).reduce((best, lot, number) => (lot > (lots[best] ?? '') ? number : best), 0);

/** The pieces that statements are cut into where they have to fit closely. */
const pieceCharacters = 1_000;

/** The largest piece of the statements, in their shortest form, comes first, and goes into the first policy that has room for it. */
function closely(statements: readonly Statement[], most: number): PolicyParts {
  const pieces = statements
    .flatMap((it) => cut(it, pieceCharacters))
    .map((statement) => ({ statement, characters: iamCharacters(statement) + 1, text: JSON.stringify(statement) }))
    .sort((a, b) => b.characters - a.characters || (a.text < b.text ? -1 : 1));
  const empty = sizeOf([]) - 1;
  const parts = Array.from({ length: most + 1 }, (_, number) => ({
    number,
    free: room(number) - empty,
    statements: [] as Statement[],
  }));
  let excess = 0;
  for (const { statement, characters } of pieces) {
    const part = parts.find(({ free }) => free >= characters);
    part?.statements.push(statement);
    if (part) part.free -= characters;
    else excess += characters;
  }
  const all = parts.map(({ number, statements }) => ({ number, statements: shortest(statements) }));
  return madeOf(all, excess);
}

/** Statements of one policy have an order of their own, so that it does not depend on others. */
function madeOf(
  parts: readonly { readonly number: number; readonly statements: readonly Statement[] }[],
  excess: number,
): PolicyParts {
  const documents = parts
    .filter(({ statements }) => statements.length > 0)
    .map(({ number, statements }) => ({ number, document: documentOf([...statements].sort(byText)) }))
    .sort((a, b) => a.number - b.number);
  const [inline] = documents.filter(({ number }) => number === 0);
  return {
    ...(inline && { inline: inline.document }),
    managed: documents.filter(({ number }) => number > 0),
    excess,
  };
}
const byText = (a: Statement, b: Statement): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
