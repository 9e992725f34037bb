import { jest } from '@jest/globals';

// Loading the SDK takes longer than most of these stories, so that several files of them are one test file.
jest.setTimeout(30_000);
await import('./up-and-down.stories.js');
await import('./name-taken.stories.js');
await import('./faults.stories.js');
await import('./interruption.stories.js');
await import('./crash.stories.js');
