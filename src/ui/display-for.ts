import type { Clock } from '../clock.js';
import type { Display } from './display.js';
import type { GivenTexts } from '../hidden-values.js';
import { jsonDisplay } from './json.js';
import { plainDisplay } from './plain.js';
import { quietDisplay } from './quiet.js';
import type { Run } from './run.js';
import { colorsFor, glyphsFor, isLive, type Env, type Out } from './terminal.js';
import { ttyDisplay } from './tty.js';
import { printable } from './printable.js';

export interface DisplayOptions {
  readonly json: boolean;
  readonly stdout: Out;
  readonly env: Env;
  readonly noColor: boolean;
  readonly verbose: boolean;
  /** With `json`: the values of environment variables, too. */
  readonly showsValues?: boolean | undefined;
  /** With `json`: what variables of this machine have given to the config. */
  readonly given?: GivenTexts | undefined;
  /** The command prints its own result: only failures are shown. */
  readonly quiet?: boolean;
  /** Lines also before a person: there is something between them that a live view would draw over. */
  readonly isPlain?: boolean;
  /** Named in headers and summaries, and what next commands repeat. */
  readonly run?: Run;
  /** The clock of the events, which `elapsed` is counted by; real time unless told. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** JSON where it is asked for, a live view before a person, plain lines for everything else. */
export function displayFor(options: DisplayOptions): Display {
  const display = displayOf(options);
  return options.json ? display : { ...shown(display), event: (event) => display.event(printable(event)) };
}

/** Displays are objects of several kinds: what they do besides is handed on. */
const shown = (display: Display): Pick<Display, 'say' | 'close'> => ({
  say: (text) => display.say(text),
  close: () => display.close(),
});

function displayOf(options: DisplayOptions): Display {
  const { json, stdout, env, noColor, verbose, quiet, isPlain, run, clock } = options;
  if (json) return jsonDisplay(stdout, options.showsValues, options.given);
  if (quiet) return quietDisplay(stdout, verbose, run);
  const colors = colorsFor(stdout, env, noColor);
  if (isPlain || !isLive(stdout, env)) return plainDisplay({ stdout, colors, verbose, run });
  return ttyDisplay({ stdout, colors, glyphs: glyphsFor(env), verbose, clock: clock ?? { now: Date.now }, run });
}
