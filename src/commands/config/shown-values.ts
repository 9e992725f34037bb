import type { Loaded } from '../../config/load.js';
import { takesAnyText } from '../../config/given-texts.js';
import { isHidden } from '../../config/json-schema.js';
import type { Path } from '../../config/member-path.js';
import { pathText } from '../../config/problem-messages.js';

/** A config whose values may be shown, and where they are from. */
export interface ShownValues {
  readonly config: object;
  /** Of a value that is no list and no map, or that is an empty one. */
  sourceOf(path: Path): string;
  /** For `--json`. */
  json(hasSources: boolean): { readonly config: object; readonly sources?: { readonly [path: string]: string } };
}

const hiddenValue = '(hidden: --show-values shows it)';

/**
 * Takes out what may be a secret: the values of environment variables and secrets; and what a variable of this machine gives,
 * where any text may stand. There the variable is shown.
 */
export function shownValues(
  { config, reading: { places, env } }: Loaded,
  { showValues, isNamed }: { readonly showValues: boolean; readonly isNamed: boolean },
): ShownValues {
  const sources: { [path: string]: string } = {};
  const ofEnv = new Map(env.map((it) => [pathText(it.path), it]));
  const sourceOf = (path: Path): string => {
    if (isNamed && path.length === 1 && path[0] === 'name') return '--name';
    const place = places.find(path);
    if (!place) return 'default';
    const at = [place.file, place.line].filter((it) => it !== undefined).join(':');
    const names = ofEnv.get(pathText(path))?.names ?? places.template(path)?.names ?? [];
    return [at, ...new Set(names.map((name) => `\${${name}}`))].join(', ');
  };
  const shown = (value: unknown, path: Path): unknown => {
    const isEmpty = isEmptyOne(value);
    if (typeof value !== 'object' || value === null || isEmpty) {
      sources[pathText(path)] = sourceOf(path);
      return isEmpty || showValues ? value : withoutSecret(value, path);
    }
    if (Array.isArray(value)) return value.map((it, i) => shown(it, [...path, i]));
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, it]): [string, unknown][] => {
        const at = [...path, name];
        return it === undefined || (isEmptyOne(it) && !places.find(at)) ? [] : [[name, shown(it, at)]];
      }),
    );
  };
  const withoutSecret = (value: unknown, path: Path): unknown => {
    if (isHidden(path)) return hiddenValue;
    const template = places.template(path);
    return template && takesAnyText(path) ? template.text : value;
  };
  const values = shown(config, []) as object;
  return {
    config: values,
    sourceOf,
    json: (hasSources) => ({ config: values, ...(hasSources && { sources }) }),
  };
}

/** A default that is an empty list or map says nothing. */
const isEmptyOne = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
