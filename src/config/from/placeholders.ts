import { atPlaces, type PlaceOf } from './account-places.js';
import { accountVariable, regionVariable } from './open-variables.js';

/**
 * What somebody has to put something in the place of: `ACCOUNT_ID` of an ARN, `<IMAGE1_NAME>`, `{{TAG}}`. In a config it is a variable.
 */
export interface Filled {
  readonly text: string;
  /** What was done; undefined where nothing was. */
  readonly how?: string;
}

/** A text with variables in the place of placeholders. */
function filled(text: string, replace: (put: (name: string) => string) => string): Filled {
  const names = new Set<string>();
  const made = replace((name) => {
    names.add(name);
    return `\${${name}}`;
  });
  if (made === text) return { text };
  const all = [...names];
  return { text: made, how: `${all.length === 1 ? 'a placeholder' : 'placeholders'}: set ${all.join(' and ')}` };
}

/** What people put around a name. A brace after a dollar begins a variable. */
const enclosed =
  /<([^<>]+)>|\$?\{\{([^{}]+)\}\}|#\{([^{}]+)\}#?|\$\(([^()]+)\)|(?<!\$)\{([^{}]+)\}|%([\w -]+)%|\[([^[\]]+)\]/g;
const alone = /^__(\w+?)__$|^@@?(\w+)@@?$/;

/** The name of a variable for what is in a placeholder; undefined where there is none. */
function variableFor(inside: string): string | undefined {
  const name = inside
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .replace(/^(?:(?:YOUR|MY|INSERT|THE)_)+(?=.)/, '');
  return name === '' ? undefined : name.replace(/^(?=\d)/, '_');
}

/** A text that has no use for the brackets that people put around a name: an image, a role, a secret. */
export const withoutPlaceholders = (text: string): Filled =>
  filled(text, (put) => {
    const made = (whole: string, ...inside: readonly unknown[]): string => {
      const found = inside.find((it) => typeof it === 'string');
      const name = variableFor(typeof found === 'string' ? found : '');
      return name === undefined ? whole : put(name);
    };
    const replaced = text.replace(alone, made).replace(enclosed, made);
    return atPlaces(replaced, (word, of) => inPlace(word, of, put));
  });

/** Any other text: only what stands where an account or a region has to. */
export const withAccount = (text: string): Filled =>
  filled(text, (put) => atPlaces(text, (word, of) => (nouns[of].test(word) ? inPlace(word, of, put) : word)));

/** A text that is a region as a whole. */
export const asRegion = (text: string): Filled => filled(text, (put) => inPlace(text, 'region', put));

const nouns: { readonly [Of in PlaceOf]: RegExp } = { account: /ACCOUNT|ACCT/i, region: /REGION/i };
const usual: { readonly [Of in PlaceOf]: string } = { account: accountVariable, region: regionVariable };

/** Words in capitals, and rows of x: no account and no region is written so. */
const isBare = (word: string, of: PlaceOf): boolean =>
  /^[A-Za-z][\w-]*$/.test(word) && (nouns[of].test(word) || /^[A-Z][A-Z0-9_]+$/.test(word) || /^x+$/i.test(word));

function inPlace(word: string, of: PlaceOf, put: (name: string) => string): string {
  const [, angled, braced] = /^(?:<([^<>]+)>|(?:\$?\{)?\{([^{}]+)\}\}?)$/.exec(word) ?? [];
  const inside = angled ?? braced ?? (isBare(word, of) ? word : undefined);
  if (inside === undefined) return word;
  return put((nouns[of].test(inside) ? variableFor(inside) : undefined) ?? usual[of]);
}
