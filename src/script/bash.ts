/**
 * Words of bash. A text may have variables in it: a name, and which part of its value, between two characters that stand for
 * nothing else, put there by `variable`. Whatever else is in a text reaches the command exactly as it is.
 */
const [open, close, soft] = ['\uE000', '\uE001', '\uE002'];
const anyVariable = new RegExp(`${open}(\\w+)((?:##[^${close}]+)?)${close}`, 'g');

/** A variable, to be put into a text. @param after of its value only what comes after the last of these; letters, `:` and `/` */
export const variable = (name: string, after?: string): string =>
  `${open}${name}${after === undefined ? '' : `##*${after}`}${close}`;
/** Whether a text is known only when the script runs. */
export const hasVariable = (text: string): boolean => text.includes(open);
/** The names of the variables in a text, each once. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(anyVariable)].map(([, name = '']) => name)),
];

/**
 * The shortest way to write a text as one word: bare where nothing in it means anything to bash, in single quotes
 * where it has no variable, else in double quotes.
 */
export function word(text: string): string {
  if (/^[\w.,/:=@%+-]+$/.test(text)) return text;
  return /[$`']/.test(text) || hasVariable(text) ? doubleQuoted(text) : `'${text}'`;
}

/** `"arn:aws:ecs:us-east-1:$ACCOUNT:cluster/web"`, with braces where a name would go on. */
export function doubleQuoted(text: string): string {
  const escaped = text.replace(/[\\"$`]/g, '\\$&');
  const expanded = escaped.replace(anyVariable, (all, name: string, part: string, at: number) =>
    expansion(name, part, /\w|\[/.test(escaped.charAt(at + all.length))),
  );
  return `"${expanded}"`;
}

/** For what is full of double quotes: in single ones, and what has variables in it in between. */
export const singleQuoted = (text: string): string =>
  `'${text.replaceAll("'", "'\\''").replace(anyVariable, (_, name: string, part: string) => `'"${expansion(name, part)}"'`)}'`;

const expansion = (name: string, part: string, hasBraces = false): string =>
  hasBraces || part !== '' ? `\${${name}${part}}` : `$${name}`;

/** A comment, on as many lines as it needs. */
export function comment(text: string, indent = ''): string[] {
  const lines: string[] = [];
  for (const part of text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .split(' ')
    .filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length < 117) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(`${indent}# ${part}`);
  }
  return lines;
}

/** Ends a line that may be indented: of JSON, where space means nothing. Other ends of lines stay as they are. */
export const withSoftBreaks = (text: string): string => text.replaceAll('\n', soft);
/** The lines as the body of something; what was ended softly goes along, in quotes or not. */
export const indented = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : `  ${line.replaceAll(soft, `${soft}  `)}`));
/** The lines as they stand in the file. */
export const scriptText = (lines: readonly string[]): string => `${lines.join('\n').replaceAll(soft, '\n')}\n`;

/** @throws Error where a text has one of the characters that stand for something here; none of them is a letter or a sign */
export function requirePlain(text: string): string {
  if (/[\uE000-\uE002]/.test(text)) throw new Error(`a private character in ${JSON.stringify(text)} cannot be written`);
  return text;
}
