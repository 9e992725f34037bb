import type { Convert } from './rows.js';

/**
 * The name of an image. Where somebody has to put something, as in `<account>.dkr.ecr.<region>.amazonaws.com/app`, it is a variable:
 * so the rest of the name is not lost. A name that is a placeholder as a whole stays, and is refused.
 */
export const imageName: Convert = (value) => {
  if (typeof value !== 'string') return { because: 'it is no name of an image', instead: 'write `image`' };
  const isWhole = /^<[^<>]*>$/.test(value);
  const made = value.replace(/<([A-Za-z][\w -]*)>/g, (_, name: string) => `\${${variable(name)}}`);
  return isWhole || made === value ? { value } : { value: made, how: `${made}: what has to be put in is a variable` };
};

const variable = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
