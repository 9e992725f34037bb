import type { LessonLook } from '../../ui/lesson.js';
import { writerTo } from '../../ui/output.js';
import { inPager } from '../../ui/pager.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor, glyphsFor, type Glyphs } from '../../ui/terminal.js';
import type { Note } from '../report/notes.js';
import type { Display } from '../request.js';

/** How an explanation is shown. */
export interface Show {
  readonly look: LessonLook & { readonly glyphs: Glyphs };
  /** ISO 8601, for `--json`. */
  readonly time: string;
  readonly note: Note;
}

export const lookFor = ({ color }: Display): Show['look'] => ({
  columns: Math.max(40, Math.min(100, proseWidth(process.stdout))),
  colors: colorsFor(process.stdout, process.env, !color),
  glyphs: glyphsFor(process.env),
});

/** Prints lines; through a pager where a person looks at a terminal that they do not fit on. */
export async function printLines(lines: readonly string[], { json }: Display): Promise<void> {
  const text = lines.map((line) => `${line}\n`).join('');
  const isPaged = !json && process.stdout.isTTY && lines.length >= (process.stdout.rows || Infinity);
  if (isPaged && (await inPager(text, process.env))) return;
  writerTo(process.stdout)(text);
}
