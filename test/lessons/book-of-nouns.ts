import { readNouns } from '../../src/commands/explain/read-nouns.js';
import { bookOf, type Book } from '../../src/lessons/book.js';

/** The lessons of all nouns, read from the sources. */
export const bookOfNouns = (): Book => bookOf(readNouns().chapters);
