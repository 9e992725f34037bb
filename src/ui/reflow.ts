import { widthOf } from './text.js';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/**
 * How many rows above the cursor to erase after a resize: terminals break the lines anew when they get narrower. What
 * then has no room on the screen moves to the scrollback, which cannot be erased.
 * @param lines the last frame, from the top; the cursor is in the row below it
 */
export const rowsToErase = (lines: readonly string[], { columns, rows }: Size): number =>
  Math.min(
    rows - 1,
    lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0),
  );
