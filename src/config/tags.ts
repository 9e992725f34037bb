import type { Format, Objection } from './format.js';

/**
 * The characters that every service whose resources we tag allows; IAM is the strictest.
 * Sources: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const refused = (what: string): Objection => ({
  message: `the tag ${what} has characters that AWS does not allow`,
  hint: 'allowed: letters, digits, spaces and _ . : / = + - @',
});

/** AWS allows 50 tags on a resource; some of them are needed for our own and for those that AWS adds. */
export const maxTags = 45;

export const tagKey: Format = {
  pattern: /^(?!([aA][wW][sS]|[pP][rR][oO][vV][iI][sS][iI][oO][nN]):)[\s\S]{1,128}$/,
  objection(key) {
    const shown = JSON.stringify(key);
    const [, owner] = /^(aws|provision):/i.exec(key) ?? [];
    if (owner !== undefined) return { message: `the tag key ${shown} begins with "${owner}:", which is reserved` };
    if (key === '') return { message: 'a tag key must not be empty' };
    if (key.length > 128) return { message: `the tag key ${shown} has ${key.length} characters: at most 128` };
    if (!characters.test(key)) return refused(`key ${shown}`);
    return undefined;
  },
};

export const tagValue: Format = {
  pattern: /^[\s\S]{0,256}$/,
  objection(value) {
    if (value.length > 256) return { message: `the tag value has ${value.length} characters: at most 256` };
    if (!characters.test(value)) return refused(`value ${JSON.stringify(value)}`);
    return undefined;
  },
};
