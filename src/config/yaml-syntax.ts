import { isScalar, visit, type Document, type Node, type YAMLError } from 'yaml';
import { counted } from '../display-names.js';
import type { Fault, FileFormat, Position } from './file-fault.js';

/**
 * Describes syntax errors in YAML and JSON in plain words, at the place where the mistake begins.
 *
 * The parser's own messages are never shown: some of them quote the file, and the quoted text may be a secret.
 */

interface Source {
  readonly text: string;
  readonly document: Document;
  readonly at: (offset: number) => Position;
}
/** Where a mistake begins, and its description. */
interface Cause {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string | undefined;
}

/**
 * The first syntax error. The parser may have read wrongly what comes after it, so later errors are left out.
 * @returns undefined if there is none
 */
export function syntaxFault(source: Source, format: FileFormat): Fault | undefined {
  const { errors, warnings } = source.document;
  const [error, ...others] = [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (!error) return undefined;
  const first = causeOf(error, source);
  const rest = others.length > 0 ? 'what comes after it could not be read, and was not checked' : undefined;
  const hint = [first.hint, rest].filter((part) => part !== undefined).join('; ');
  return {
    at: source.at(first.offset),
    message: format === 'JSON' ? `not valid JSON: ${first.message}` : first.message,
    ...(hint !== '' && { hint }),
    fatal: true,
  };
}

function causeOf(error: YAMLError, source: Source): Cause {
  return (
    variableInBrackets(error, source) ??
    unclosedQuote(error, source) ??
    unclosedBracket(error, source) ??
    indentation(error, source) ??
    description(error)
  );
}

/** In brackets, the brace of a variable without quotes opens a map of YAML. */
function variableInBrackets({ pos: [offset] }: YAMLError, { text }: Source): Cause | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const found = text.slice(start, offset + 2).lastIndexOf('${');
  const before = text.slice(start, start + Math.max(found, 0));
  const isInBrackets = /[{[]/.test(before) && (before.match(/["']/g)?.length ?? 0) % 2 === 0;
  if (found < 0 || !isInBrackets) return undefined;
  return {
    offset: start + found,
    message: 'inside brackets, a value with a variable is in quotes',
    hint: 'write "${NAME}", in quotes, or each member on a line of its own',
  };
}

/** The parser reads on to the next quote or to the end of the file, and reports the missing quote there. */
function unclosedQuote({ code, message, pos: [offset] }: YAMLError, source: Source): Cause | undefined {
  const isMissing = code === 'MISSING_CHAR' && message.startsWith('Missing closing');
  // It may also take the next opening quote for the missing one. Then the text has several lines, and the parser
  // reports what comes after it.
  const isSuspect = ['MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY', 'UNEXPECTED_TOKEN'].includes(code);
  if (!isMissing && !isSuspect) return undefined;
  const quoted = nodesAround(source.document, offset).findLast((node) => {
    const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
    return isQuoted && (isMissing || textOf(node, source).includes('\n'));
  });
  const start = quoted?.range?.[0];
  if (start === undefined) return undefined;
  return { offset: start, message: `a quote is opened here (${source.text.charAt(start)}) and not closed` };
}

function unclosedBracket({ message, pos: [offset] }: YAMLError, source: Source): Cause | undefined {
  const closing = /^Flow .* end with a (.)$/.exec(message)?.[1];
  if (closing === undefined) return undefined;
  const opening = closing === ']' ? '[' : '{';
  const open = nodesAround(source.document, offset).findLast(({ srcToken }) => {
    if (srcToken?.type !== 'flow-collection' || srcToken.start.source !== opening) return false;
    return !srcToken.end.some((token) => token.source === closing);
  });
  return {
    offset: open?.range?.[0] ?? offset,
    message: `a bracket is opened here (${opening}) and not closed`,
    hint: `write "${closing}" where it ends`,
  };
}

/**
 * Two lines that belong together and do not begin in the same column. The parser takes one of them as a part of the
 * other and fails later, so this compares the lines themselves. Of the two, it reports the one whose indentation is
 * rarer in the block.
 */
function indentation({ code, message, pos: [offset] }: YAMLError, source: Source): Cause | undefined {
  const isUneven = (code === 'BAD_INDENT' && message.startsWith('All ')) || message === 'Unexpected scalar at node end';
  const isDeeper = code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY';
  if (!isUneven && !isDeeper) return undefined;
  const lines = linesOf(source.text);
  const { line } = source.at(offset);
  const isBelow = isDeeper && !message.startsWith('A block sequence') && isMember(lines, line);
  const isBehindValue = code === 'UNEXPECTED_TOKEN' && !lines.some((it) => it.offset === offset);
  // Inside brackets, lines may begin in any column.
  if (isBehindValue || source.text.trimStart().startsWith('{')) return undefined;
  // A value ends on its line; the parser took the next line as more of it.
  const later = lines.findIndex((it) => it.number >= line + (isBelow ? 1 : 0));
  const earlier = mostSimilar(lines, later);
  const [one, other] = [lines[earlier], lines[later]];
  if (!one || !other || one.indent === other.indent) return undefined;
  if (!one.isMember || !other.isMember || (isDeeper && earlier !== later - 1)) return undefined;

  const block = blockAround(lines, later, Math.min(one.indent, other.indent));
  const countOf = (indent: number) => block.filter((it) => it.indent === indent).length;
  const [odd, even] = countOf(other.indent) > countOf(one.indent) ? [one, other] : [other, one];
  return {
    offset: odd.offset,
    message: `this line is indented by ${counted(odd.indent, 'space')}, and line ${even.number} by ${even.indent}`,
    hint: 'what belongs together begins in the same column',
  };
}

/** A line with something on it. */
interface Line {
  readonly number: number;
  readonly indent: number;
  /** Offset of its first character that is not a space. */
  readonly offset: number;
  /** It reads `name: value`, `name:` or `- value`. */
  readonly isMember: boolean;
  /** It has a name and no value; the value is in the lines below. */
  readonly opens: boolean;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').flatMap((line, index): Line[] => {
    const indent = line.length - line.trimStart().length;
    const offset = start + indent;
    start += line.length + 1;
    const isNothing = line.trim() === '' || line.trimStart().startsWith('#');
    if (isNothing) return [];
    const opens = /^\s*[^\s:]+:\s*(?:#.*)?$/.test(line);
    return [{ number: index + 1, indent, offset, isMember: /^\s*(?:-\s|[^\s:]+:(?:\s|$))/.test(line), opens }];
  });
}

const isMember = (lines: readonly Line[], number: number): boolean =>
  lines.some((line) => line.number === number && line.isMember);

/** The line before this one whose indentation is the most similar, but not equal; of several, the nearest. */
function mostSimilar(lines: readonly Line[], index: number): number {
  const indent = lines[index]?.indent ?? 0;
  // If the first line of a map is indented more than the next, the first line is the wrong one.
  const [header, first] = lines.slice(Math.max(0, index - 2), index);
  if (header && first && header.indent < indent && first.indent > indent && header.opens) return index - 1;
  const section = lines.slice(0, Math.max(0, index)).findLastIndex((line) => line.indent === 0);
  let best = -1;
  for (let i = index - 1; i >= Math.max(0, section); i--) {
    const away = Math.abs((lines[i]?.indent ?? 0) - indent);
    if (away > 0 && (best < 0 || away < Math.abs((lines[best]?.indent ?? 0) - indent))) best = i;
  }
  return best;
}

/** The lines around one, up to those that are indented less than `least`. */
function blockAround(lines: readonly Line[], index: number, least: number): readonly Line[] {
  const start = lines.slice(0, index).findLastIndex((line) => line.indent < least) + 1;
  const after = lines.slice(index).findIndex((line) => line.indent < least);
  return lines.slice(start, after < 0 ? undefined : index + after);
}

/** The nodes whose text contains the offset or ends at it; the outermost first. */
function nodesAround(document: Document, offset: number): Node[] {
  const found: Node[] = [];
  visit(document, {
    Node(_key, node) {
      const [start, , end] = node.range ?? [Infinity, 0, 0];
      if (start > offset) return undefined;
      if (end >= offset) found.push(node);
      return undefined;
    },
  });
  return found;
}

const textOf = ({ range }: Node, { text }: Source): string => (range ? text.slice(range[0], range[1]) : '');

const inQuotes = 'put the text in quotes';
type Phrase = readonly [message: string, hint?: string];
/** Descriptions by the parser's error code. */
const byCode: { readonly [code: string]: Phrase } = {
  TAB_AS_INDENT: ['a tab cannot indent YAML', 'indent with spaces'],
  BLOCK_AS_IMPLICIT_KEY: ['a second "name: value" on the same line', 'begin a new line, or put the text in quotes'],
  MULTILINE_IMPLICIT_KEY: ['a name without a value', 'write "name: value", with a space after the colon'],
  BAD_SCALAR_START: ['text cannot begin with this character', inQuotes],
  BAD_DQ_ESCAPE: [
    'a backslash in double quotes, before a character that cannot be escaped',
    'write it twice, or use single quotes',
  ],
  MULTIPLE_DOCS: ['the file has more than one document', 'remove the line "---" and what follows it'],
  TAG_RESOLVE_FAILED: ['an unknown YAML tag', 'put text that begins with "!" in quotes'],
  BAD_DIRECTIVE: ['an unknown YAML directive', 'remove the line'],
  BAD_INDENT: ['this line is indented too little', 'what belongs together begins in the same column'],
  BAD_ALIAS: ['an alias (*) or anchor (&) without a name', inQuotes],
  ALIAS_PROPS: ['an alias (*) cannot have an anchor or a tag', inQuotes],
  BLOCK_IN_FLOW: ['a line of "name: value" inside brackets', 'separate members inside brackets by commas'],
  RESOURCE_EXHAUSTION: ['too many brackets inside each other'],
  KEY_OVER_1024_CHARS: ['a name of more than 1,024 characters'],
};
/** Descriptions by the beginning of the parser's message, for codes that have several meanings. */
const byMessage: readonly (readonly [beginning: RegExp, ...Phrase])[] = [
  [/^Unexpected ,/, 'one comma too many'],
  [/^Unexpected empty item/, 'there is nothing between two commas'],
  [/^Unexpected \S+ at node end/, 'the value has ended before this', 'put all of the value in quotes'],
  [/^Unexpected flow-(?:seq|map)-end/, 'a closing bracket that nothing opened'],
  [/^Unexpected block-seq-ind/, 'a list begins on the same line as its name', 'begin each entry on a line of its own'],
  [/^Block scalar header/, 'nothing can come after "|" or ">" on the same line', inQuotes],
  [/^Missing ,/, 'a comma is missing before this'],
  [/^Missing space after :/, 'a space is missing after the colon'],
  [/^Implicit map keys/, 'a name without a value', 'write "name: value", with a space after the colon'],
  [/^Comments must be separated/, 'a space is missing before "#"', 'put text that has "#" in it in quotes'],
  [/^Sequence item without/, 'an entry of a list without "- " before it'],
];

function description({ code, message, pos: [offset] }: YAMLError): Cause {
  const known = byMessage.find(([beginning]) => beginning.test(message));
  const [words, hint] = known ? [known[1], known[2]] : (byCode[code] ?? ['this cannot be read']);
  return { offset, message: words, hint };
}
