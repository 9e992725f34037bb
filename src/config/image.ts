import { didYouMean } from '../nearest.js';
import type { Format } from './format.js';

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
/** The part before the first slash is a registry only if it has a dot or a port, or is localhost. */
const registry = `(?:localhost(?::\\d+)?|${label}(?:\\.${label})+(?::\\d+)?|${label}:\\d+)/`;
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const tag = ':[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const digest = '@sha256:[0-9a-f]{64}';
const pattern = new RegExp(`^(?:${registry})?${component}(?:/${component})*(?:${tag})?(?:${digest})?$`);

/**
 * A reference to a container image: `[registry/]repository[:tag][@digest]`.
 * Source: https://github.com/distribution/reference/blob/main/regexp.go
 */
export const image: Format = {
  pattern,
  objection(text) {
    if (pattern.test(text)) return undefined;
    const repaired = repairs(text).find((one) => pattern.test(one));
    return {
      message: `${JSON.stringify(text)} is not an image reference`,
      hint: didYouMean(repaired) ?? 'write registry/repository:tag, as in "public.ecr.aws/docker/library/nginx:latest"',
    };
  },
};

/** Repairs of usual mistakes: copied from a browser, a capital letter, an empty tag. */
function repairs(text: string): string[] {
  const plain = text
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/(?<![:/])[:/]+$/, '');
  return [plain, plain.replace(/^[^:@]*/, (repository) => repository.toLowerCase()), plain.toLowerCase()];
}
