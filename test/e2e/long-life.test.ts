import { jest } from '@jest/globals';

// One stack lives through all of these; at the end of the last file it is taken down.
jest.setTimeout(30_000);
await import('./changes.stories.js');
await import('./structure.stories.js');
await import('./drift.stories.js');
