/** A line of `#`s. */
export interface Heading {
  readonly kind: 'heading';
  readonly level: number;
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}
/** Of a list, at its first level. */
export interface Item {
  readonly kind: 'item';
  readonly text: string;
  readonly line: number;
}
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly line: number;
}
export type Block = Heading | Item | Paragraph;

/** Headings, list items and paragraphs of a Markdown text, each with its text in one line. */
export function blocksOf(text: string): Block[] {
  const blocks: (Item | Paragraph | Heading)[] = [];
  let open: { kind: 'item' | 'paragraph'; text: string; line: number } | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const [line, trimmed] = [index + 1, raw.trim()];
    const [, marks = '', title = ''] = /^(#+) (.+)$/.exec(trimmed) ?? [];
    if (trimmed === '') open = undefined;
    else if (marks !== '') {
      blocks.push({ kind: 'heading', level: marks.length, text: title, line });
      open = undefined;
    } else if (open && !raw.startsWith('- ')) open.text += ` ${trimmed}`;
    else {
      const isItem = raw.startsWith('- ');
      open = { kind: isItem ? 'item' : 'paragraph', text: isItem ? trimmed.slice(2) : trimmed, line };
      blocks.push(open);
    }
  }
  return blocks;
}
