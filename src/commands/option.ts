import { plainText } from '../plain-text.js';

/** What a shell offers for a value. */
export type Completes =
  | 'file'
  | 'directory'
  | 'blueprint'
  | 'stack'
  | 'subject'
  | 'member'
  | 'env'
  | 'output'
  | 'task'
  | 'service'
  | 'revision'
  | 'region'
  | 'profile'
  | 'run'
  | 'lab'
  | readonly string[];

/** An option or a positional of a command, as data, with how its value is read. */
export interface Option<Value = unknown> {
  readonly type: 'string' | 'number' | 'boolean';
  readonly summary: string;
  readonly alias?: string;
  readonly choices?: readonly string[];
  readonly default?: string | number;
  /** It may be given several times. */
  readonly isRepeated?: true;
  readonly completes?: Completes;
  /**
   * @param given what the parser made of the words; undefined where the option is absent
   * @param label as the user wrote it: `--port`
   * @throws BadValue
   */
  read(given: unknown, label: string): Value;
}

/** A value that its option does not take. */
export class BadValue extends Error {}

/** What an option with a default is: the value in its place where it is absent. */
type Or<Value, Default> = undefined extends Default ? Value | undefined : Value;

interface Text<Default> {
  readonly alias?: string;
  readonly default?: Default;
  readonly completes?: Completes;
  /** What is wrong with a value, to be said after the option's name; undefined where nothing is. */
  objection?(value: string): string | undefined;
}

/** `--name VALUE` */
export function text<Default extends string | undefined = undefined>(
  summary: string,
  { objection, ...rest }: Text<Default> = {},
): Option<Or<string, Default>> {
  return {
    type: 'string',
    summary,
    ...rest,
    read(given, label) {
      if (given === undefined) return rest.default as Or<string, Default>;
      const value = plainText(given);
      const wrong = value === '' ? 'needs a value' : objection?.(value);
      if (wrong !== undefined) throw new BadValue(`${label} ${wrong}`);
      return value as Or<string, Default>;
    },
  };
}

/** `--name VALUE`, as often as one likes. It reads as all of the values; undefined where it is absent. */
export const repeated = (
  summary: string,
  rest: { readonly alias?: string; readonly completes?: Completes } = {},
): Option<readonly string[] | undefined> => ({
  type: 'string',
  summary,
  isRepeated: true,
  ...rest,
  read(given, label) {
    if (given === undefined) return undefined;
    const values = (Array.isArray(given) ? given : [given]).map(plainText);
    if (values.includes('')) throw new BadValue(`${label} needs a value`);
    return values;
  },
});

interface Numeric<Default> {
  readonly default?: Default;
  readonly least?: number;
  readonly most?: number;
  readonly isWhole?: boolean;
  /** What it takes, to be said after the option's name. */
  readonly takes: string;
}

/** `--name NUMBER` */
export function number<Default extends number | undefined = undefined>(
  summary: string,
  { least = -Infinity, most = Infinity, isWhole = true, takes, ...rest }: Numeric<Default>,
): Option<Or<number, Default>> {
  return {
    type: 'number',
    summary,
    ...rest,
    read(given, label) {
      if (given === undefined) return rest.default as Or<number, Default>;
      const isRight =
        typeof given === 'number' && given >= least && given <= most && (!isWhole || Number.isInteger(given));
      if (!isRight) throw new BadValue(`${label} takes ${takes}`);
      return given as Or<number, Default>;
    },
  };
}

/** `--name`, there or not. @param isOn what it is where it is absent */
export const flag = (
  summary: string,
  { isOn = false, ...rest }: { readonly alias?: string; readonly isOn?: boolean } = {},
): Option<boolean> => ({
  type: 'boolean',
  summary,
  ...rest,
  read: (given) => (typeof given === 'boolean' ? given : isOn),
});

/** `--name VALUE`, one of a few. The parser refuses others. */
export const choice = <const Choice extends string, Default extends NoInfer<Choice> | undefined = undefined>(
  summary: string,
  choices: readonly Choice[],
  standard?: Default,
): Option<Or<Choice, Default>> => ({
  type: 'string',
  summary,
  choices,
  ...(standard !== undefined && { default: standard }),
  read: (given) => (choices.find((it) => it === given) ?? standard) as Or<Choice, Default>,
});

const seconds = { m: 60, h: 3600, d: 86_400 };

/** `--name 4h`. It reads as seconds. */
export const duration = (summary: string): Option<number | undefined> => ({
  type: 'string',
  summary,
  read(given, label) {
    if (given === undefined) return undefined;
    const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(plainText(given)) ?? [];
    const value = Number(count) * (seconds[unit as keyof typeof seconds] ?? 0);
    if (!(value > 0)) throw new BadValue(`${label} takes minutes, hours or days, like 30m, 4h or 2d`);
    return value;
  },
});
