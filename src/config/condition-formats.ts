import { format, type Format } from './format.js';

/**
 * How the values of a listener rule's conditions are written. Each has up to 128 characters, most of them with `*` for any
 * characters and `?` for one.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */

/** Only letters after the last dot, as AWS has it. */
export const hostPattern: Format = format(
  'a host',
  'letters, digits, - . * and ?, at most 128 of them, with a dot and only letters after the last one',
  /^(?=.{1,128}$)[A-Za-z0-9.*?-]*\.[A-Za-z]+$/,
  (text) => text.replace(/^https?:\/\//, '').split(/[/:]/)[0] ?? '',
);

/** Host has a condition of its own. */
export const headerName: Format = format(
  'a name for a header',
  "1 to 40 letters, digits and ! # $ % & ' * + - . ^ _ ` | ~; hosts are said with `host`",
  /^(?![Hh][Oo][Ss][Tt]$)[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$/,
  (text) => text.trim().replace(/:$/, ''),
);

/** What a header or a parameter of the query may be. */
export const conditionValue: Format = format(
  'a value to compare with',
  '1 to 128 characters of ASCII; "*" stands for any of them, "?" for one',
  /^[ -~]{1,128}$/,
);

export const methodName: Format = format(
  'a method',
  'upper-case letters, - and _, at most 40 of them, as in GET',
  /^[A-Z_-]{1,40}$/,
  (text) => text.trim().toUpperCase(),
);
