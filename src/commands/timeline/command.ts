import { command, place } from '../declaration.js';
import { choice, flag, text } from '../option.js';

export const timelineCommand = command({
  name: 'timeline',
  summary:
    'What ran when in a run, what each step waited for, and which steps made it as long as it was; nothing is called',
  positionals: {
    run: text('A run: its file in .provision/runs, a part of its name, or last', { completes: 'run' }),
  },
  options: {
    format: choice('text: for the terminal. svg: a picture', ['text', 'svg'], 'text'),
    all: flag('All steps; otherwise the 40 that took longest, and those of the critical path'),
  },
  takes: ['stack', place, 'states', 'display'],
  examples: [
    { line: 'provision timeline', says: 'of the last run', needs: ['sandbox-stack'] },
    { line: 'provision timeline --format svg > up.svg', says: 'the same as a picture', needs: ['sandbox-stack'] },
    {
      line: 'provision timeline last --json',
      says: 'as data: each step with its parts, in ms',
      needs: ['sandbox-stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runTimeline(request),
});
