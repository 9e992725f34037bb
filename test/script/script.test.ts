import { jest } from '@jest/globals';

// Loading the steps takes longer than most of these stories, so that several files of them are one test file.
jest.setTimeout(60_000);
await import('./words.stories.js');
await import('./commands.stories.js');
await import('./functions.stories.js');
await import('./blueprints.stories.js');
await import('./life.stories.js');
await import('./past.stories.js');
await import('./recorded.stories.js');
