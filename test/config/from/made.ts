import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { configFrom, type Made } from '../../../src/config/from/config-from.js';
import { loadSource } from '../../../src/config/load.js';
import { stackOf } from '../../../steps/stack/index.js';
import { where } from '../../steps/config.js';
import { wantOf } from '../../steps/samples.js';

export const samples = join(dirname(fileURLToPath(import.meta.url)), 'samples');
export const sample = (name: string): string => readFileSync(join(samples, name), 'utf8');

/** A config that is made from texts, as they would lie beside each other. */
export const madeFrom = (...texts: readonly (readonly [file: string, text: string])[]): Made => {
  const [first, ...others] = texts.map(([file, text]) => ({ file, text, baseOf: () => '.' }));
  if (!first) throw new Error('no text');
  return configFrom({ sources: [first, ...others], file: 'provision.yaml', directory: samples, folder: 'my-shop' });
};

/** A config that is made from a sample. */
export const madeFromSample = (...names: readonly string[]): Made =>
  madeFrom(...names.map((name) => [name, sample(name)] as const));

/** The config as it is read from the text that was written, with a value for each variable. */
export const loaded = ({ text, samples: { entries } }: Made) =>
  loadSource({ files: [{ file: 'provision.yaml', text, base: samples }], variables: Object.fromEntries(entries) })
    .config;

/** The same with what is different in an environment. */
export function loadedIn(env: string, { text, overlays }: Made) {
  const over = overlays.find((it) => it.env === env);
  if (!over) throw new Error(`nothing is different in ${env}`);
  const files = [
    { file: 'provision.yaml', text, base: samples },
    { file: over.file, text: over.text, base: samples },
  ] as const;
  return loadSource({ files, variables: Object.fromEntries(over.samples.entries) }).config;
}

/** What the step of that name asks of AWS. */
export function wanted(made: Made, step: string): { readonly [member: string]: unknown } {
  const found = stackOf(loaded(made), where).steps.find(({ name }) => name === step);
  if (!found) throw new Error(`no step ${step}`);
  return wantOf(found) as { [member: string]: unknown };
}

/** All that stands in a text and has no parts. */
export function leavesIn(value: unknown): number {
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return parts.length === 0 ? 1 : parts.reduce<number>((sum, part) => sum + leavesIn(part), 0);
}
export const leavesOfText = (text: string): number => leavesIn(parse(text, { merge: true }));

/** Single values in the three lists. */
export const counted = ({ kept, rewritten, left }: Made): number =>
  [...kept, ...rewritten, ...left].reduce((sum, { leaves }) => sum + leaves, 0);

/** What became of a part of the file: `line 3: because …`. */
export const fateOf = (made: Made, path: string): string => {
  const left = made.left.find((it) => it.path === path);
  if (left) return `line ${left.line}, left because ${left.because} (${left.instead})`;
  const rewritten = made.rewritten.find((it) => it.path === path);
  if (rewritten) return `line ${rewritten.line}: ${rewritten.how}`;
  const kept = made.kept.find((it) => it.path === path);
  return kept ? `line ${kept.line}, kept` : 'nothing';
};
