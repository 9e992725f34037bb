import type { Found } from '../explain/search.js';
import type { Meaning } from '../explain/subject.js';
import { shellWord } from '../shell-word.js';
import type { LessonLook } from './lesson.js';
import { jsonLine, printableLine } from './printable.js';
import { wrapped } from './prose.js';
import { listed } from './text.js';

/** How many places are shown with a line of each. */
const shown = 8;

/** What a word can mean, to choose among. */
export const meaningsLines = (word: string, meanings: readonly Meaning[], look: LessonLook): string[] => [
  ...wrapped(`${printableLine(word)} can mean ${meanings.length} things. Ask about one of them:`, look.columns).map(
    look.colors.bold,
  ),
  ...meanings.flatMap(({ name, is }) => named(name, is, look)),
];

/** Where words stand that nothing is called by. */
export function foundLines(words: string, found: readonly Found[], look: LessonLook): string[] {
  const { columns, colors } = look;
  const rest = found.slice(shown).map(({ subject }) => subject);
  return [
    ...wrapped(
      `Nothing is called ${printableLine(words)}. It is written about here, the most telling place first:`,
      columns,
    ).map(colors.bold),
    ...found.slice(0, shown).flatMap(({ subject, line }) => named(subject, line, look)),
    ...(rest.length > 0 ? wrapped(`Also in ${listed(rest, shown)}.`, columns, 0) : []),
  ];
}

const named = (name: string, text: string, { columns, colors }: LessonLook): string[] => [
  `  provision explain ${colors.cyan(shellWord(name))}`,
  ...wrapped(`    ${text}`, columns, 0),
];

export const meaningsJson = (word: string, meanings: readonly Meaning[], time: string): string[] => [
  jsonLine({ type: 'lesson', of: 'meanings', time, word, meanings }),
];

export const foundJson = (words: string, found: readonly Found[], time: string): string[] => [
  jsonLine({
    ...{ type: 'lesson', of: 'found', time, words },
    found: found.map(({ subject, line }) => ({ subject, line })),
  }),
];
