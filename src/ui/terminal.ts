import { createColors } from 'picocolors';

/** What a terminal can do, read once from its stream and environment; nothing else in `ui/` looks at either. */

export type Env = { readonly [name: string]: string | undefined };
export type Colors = ReturnType<typeof createColors>;

/** A stream to show things on: `process.stdout`, or a test's. */
export type Out = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  getWindowSize?(): [columns: number, rows: number];
  cork?(): void;
  uncork?(): void;
};

/** Live drawing needs a terminal that can move its cursor and a person before it. */
export const isLive = (stdout: Out, env: Env): boolean => stdout.isTTY === true && !isCi(env) && env['TERM'] !== 'dumb';

const isCi = ({ CI }: Env): boolean => CI !== undefined && !['', '0', 'false'].includes(CI);

/** `NO_COLOR` and `--no-color` win over `FORCE_COLOR` (https://no-color.org, https://force-color.org). */
export function colorsFor(stdout: Out, env: Env, noColor = false): Colors {
  if (noColor || env['NO_COLOR']) return createColors(false);
  const forced = env['FORCE_COLOR'];
  if (forced) return createColors(!['0', 'false'].includes(forced));
  return createColors(isLive(stdout, env));
}

export interface Glyphs {
  readonly tick: string;
  readonly cross: string;
  readonly skip: string;
  readonly spinner: readonly string[];
  readonly bar: string;
  readonly rest: string;
  readonly ellipsis: string;
  readonly arrow: string;
  readonly frame: Frame;
}

/** What frames are drawn with. */
export interface Frame {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly side: string;
  readonly edge: string;
}

const unicode: Glyphs = {
  tick: '✓',
  cross: '✗',
  skip: '○',
  spinner: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'],
  bar: '━',
  rest: '─',
  ellipsis: '…',
  arrow: '→',
  frame: { topLeft: '┌', topRight: '┐', bottomLeft: '└', bottomRight: '┘', side: '│', edge: '─' },
};
const ascii: Glyphs = {
  tick: '+',
  cross: 'x',
  skip: 'o',
  spinner: [...'|/-\\'],
  bar: '=',
  rest: '-',
  ellipsis: '~',
  arrow: '>',
  frame: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', side: '|', edge: '-' },
};

/** The locale says whether ticks arrive as ticks (POSIX: the first that is set counts); Windows Terminal always can. */
export function glyphsFor(env: Env): Glyphs {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) || env['WT_SESSION'] ? unicode : ascii;
}

/** How things look: colours, glyphs and the room there is. */
export interface Look {
  /** What seconds of waiting for AWS are multiplied by; 1 where absent: see `Run.pace`. */
  readonly pace?: number;
  readonly colors: Colors;
  readonly glyphs: Glyphs;
  readonly columns: number;
  readonly rows: number;
}
