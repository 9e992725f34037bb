import { mapTexts, withoutPasswords } from '../redact.js';

/**
 * Everything that is shown passes through here: AWS's answers, a state or a config may hold texts that move the
 * cursor, write over a line, or turn it around, and URLs with passwords.
 */

/** Controls (C0, DEL, C1), what is not shown (bidi and other formats), and the two separators of lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const unseenButLines = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Data for a terminal, each text in it without what a terminal acts on. Line breaks stay, for texts that have lines. */
export const printable = <T>(data: T): T =>
  mapTexts(data, (text) => withoutPasswords(text.replace(/\r\n/g, '\n').replace(unseenButLines, ' ')));

/** The same on one line. */
export const printableLine = (text: string): string => withoutPasswords(text.replace(unseen, ' '));

/**
 * Data as JSON on one line. JSON escapes C0 by itself; DEL, C1 and what is not shown are escaped here, so that the line
 * can be shown on a terminal, too.
 */
export const jsonLine = (data: unknown): string =>
  withoutPasswords(JSON.stringify(data)).replace(unseen, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at))}`).join(''),
  );
const hex = (unit: number): string => unit.toString(16).padStart(4, '0');
