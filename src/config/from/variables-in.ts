import { substitute } from '../variables.js';
import { plainText } from '../../plain-text.js';

/** Variables in the texts of another tool's file. */

export const hasVariable = (value: unknown): boolean => typeof value === 'string' && /(?<!\$)(?:\$\$)*\$\{/.test(value);

/** The variable that a text is as a whole, without a default; undefined where it is something else. */
export const variableIn = (value: unknown): string | undefined =>
  /^\s*\$\{([A-Za-z_]\w*)\}\s*$/.exec(plainText(value))?.[1];

/**
 * What a text is where only defaults count. The environment of this machine is not asked: a config would depend on it.
 * @returns undefined where a variable has no default
 */
export function resolved(value: unknown): string | undefined {
  const { text, faults } = substitute(plainText(value), {});
  return faults.length > 0 ? undefined : text;
}

/** The variables without which a text has no value. */
export function requiredVariables(text: string): readonly string[] {
  const { faults } = substitute(text, {});
  return faults.flatMap(({ at, isUnset }) => (isUnset ? [at.slice(2)] : []));
}

/**
 * A text of compose as a config writes it: `$TAG` is `${TAG}`, and `$$` is a dollar, which before a brace stays two.
 * Source: https://docs.docker.com/reference/compose-file/interpolation/
 */
export const fromCompose = (text: string): string =>
  text.replace(/\$\$(\{?)|\$([A-Za-z_]\w*)/g, (_, brace: string | undefined, name: string | undefined) =>
    name === undefined ? (brace ? '$${' : '$') : `\${${name}}`,
  );

/** A text in which `${` means nothing, as a config writes it. */
export const literal = (text: string): string => text.replaceAll('${', () => '$${');
