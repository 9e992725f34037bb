import { resources } from '../../../steps/nouns.js';
import { openBook, type Book } from '../../lessons/book.js';

/** The lessons of all nouns, read from disk. */
export const bookOfNouns = (): Book => openBook(resources.map(({ type }) => type));
