import { readFile } from 'node:fs/promises';
import { bookOf, type Book } from '../../lessons/book.js';
import type { NounFacts } from './read-nouns.js';

let read: Promise<NounFacts> | undefined;

/** What is said of nouns. No noun is loaded for it where the program was built, because the build has written it down. */
export const nounFacts = (): Promise<NounFacts> => (read ??= builtNouns());

async function builtNouns(): Promise<NounFacts> {
  // In the bundle all files lie beside it. The sources run without a build.
  const text = await readFile(new URL('./nouns.json', import.meta.url), 'utf8').catch(() => undefined);
  return text === undefined ? (await import('./read-nouns.js')).readNouns() : (JSON.parse(text) as NounFacts);
}

/** The lessons of all nouns. */
export const bookOfNouns = async (): Promise<Book> => bookOf((await nounFacts()).chapters);
