import type { Position } from './file-fault.js';
import { environmentName } from './names.js';
import { substitute, type Variables } from './variables.js';

/** A variable of an env file. */
export interface EnvVariable {
  readonly name: string;
  readonly value: string;
  readonly at: Position;
  /** Variables of the environment that its value is made of. */
  readonly names: readonly string[];
}

export interface EnvFault {
  readonly at: Position;
  readonly message: string;
  readonly hint: string;
  readonly isUnset?: true | undefined;
}

/**
 * Reads an env file by the rules of docker compose: `NAME=value` a line, `export` before it or not; comments from `#` on, after
 * a space; in double quotes `\n`, `\t`, `\"` and several lines; in single quotes all as it stands. Outside of single quotes
 * `${NAME}` is what the environment gives, or the file above it. A line that is none of these is a fault, and no message shows
 * it.
 *
 * This is a parser of its own, because `util.parseEnv` is experimental up to Node 24.9 and changes what it reads from version to
 * version, and `dotenv` passes over lines that it cannot read. Either could change what a container is given in silence.
 * Sources: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/,
 * https://github.com/nodejs/node/pull/59925
 */
export function readEnvFile(text: string, variables: Variables): { variables: EnvVariable[]; faults: EnvFault[] } {
  const found: EnvVariable[] = [];
  const faults: EnvFault[] = [];
  const above: { [name: string]: string } = Object.create(null) as { [name: string]: string };
  for (const entry of entriesIn(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'))) {
    const { at } = entry;
    if ('message' in entry) {
      faults.push(entry);
      continue;
    }
    const {
      text: value,
      names,
      faults: wrong,
    } = entry.isLiteral
      ? { text: entry.value, names: [], faults: [] }
      : substitute(entry.value, { ...above, ...variables });
    faults.push(...wrong.map(({ message, hint, isUnset }) => ({ at, message, hint, isUnset })));
    above[entry.name] = value;
    found.push({ name: entry.name, value, at, names });
  }
  // The last one of a name counts.
  const last = new Map(found.map((it) => [it.name, it]));
  return { variables: [...last.values()], faults };
}

type Entry =
  EnvFault | { readonly name: string; readonly value: string; readonly isLiteral: boolean; readonly at: Position };

const beginning = /[ \t]*(?:export[ \t]+)?([^\s=#'"]+)[ \t]*=[ \t]*/y;
const quoted = { '"': /"((?:[^"\\]|\\[\s\S])*)"/y, "'": /'((?:[^'\\]|\\[\s\S])*)'/y };
const rest = /[ \t]*(?:#.*)?$/my;

function* entriesIn(text: string): Generator<Entry> {
  let line = 1;
  let from = 0;
  while (from < text.length) {
    const end = endOfLine(text, from);
    const start = { line, column: 1 + (text.slice(from, end).length - text.slice(from, end).trimStart().length) };
    if (/^\s*(?:#|$)/.test(text.slice(from, end))) {
      from = end + 1;
      line += 1;
      continue;
    }
    const { entry, to } = entryAt(text, from, start);
    yield entry;
    const next = endOfLine(text, to) + 1;
    line += text.slice(from, next).split('\n').length - 1;
    from = next;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** @returns also where it ends, in its last line */
function entryAt(text: string, from: number, at: Position): { entry: Entry; to: number } {
  const found = matchAt(beginning, text, from);
  const [whole = '', name = ''] = found ?? [];
  if (!found || environmentName.objection(name)) return { entry: { at, ...noEntry }, to: from };
  const start = from + whole.length;
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'") {
    const end = endOfLine(text, start);
    // With the space before it, which a comment needs.
    const written = text.slice(from + whole.trimEnd().length, end);
    const comment = written.search(/[ \t]#/);
    const value = (comment < 0 ? written : written.slice(0, comment)).trim();
    return { entry: { name, value, isLiteral: false, at }, to: start };
  }
  const inQuotes = matchAt(quoted[quote], text, start);
  if (!inQuotes) return { entry: { at, ...notClosed(quote) }, to: text.length };
  const to = start + inQuotes[0].length;
  if (!matchAt(rest, text, to)) return { entry: { at, ...afterQuote }, to };
  const [, inside = ''] = inQuotes;
  const isLiteral = quote === "'";
  return { entry: { name, value: isLiteral ? inside.replaceAll("\\'", "'") : unescaped(inside), isLiteral, at }, to };
}

function matchAt(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

const escapes: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** A dollar with a backslash before it is a literal one. */
const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])(\{?)/g, (both, letter: string, brace: string) =>
    letter === '$' ? (brace ? '$${' : '$') : letter in escapes ? `${escapes[letter]}${brace}` : both,
  );

const noEntry = {
  message: 'this line is no variable',
  hint: 'write NAME=value: letters, digits, "_", "." and "-", not beginning with a digit; # begins a comment',
};
const notClosed = (quote: string) => ({
  message: `a quote is opened here (${quote}) and not closed`,
  hint: 'close it',
});
const afterQuote = { message: 'there is something after the closing quote', hint: 'put all of the value in quotes' };
