import { command, place } from '../declaration.js';
import { text } from '../option.js';

export const outputsCommand = command({
  name: 'outputs',
  summary: 'URLs and ids that the stack gives',
  positionals: { output: text('Print only this one, bare', { completes: 'output' }) },
  takes: ['stack', place, 'states', 'display'],
  examples: [
    { line: 'provision outputs', says: 'all of them', needs: ['sandbox-stack'] },
    { line: 'url=$(provision outputs ApiUrl)', says: 'use one in a script', needs: ['sandbox-stack'] },
  ],
  handler: async (request) => (await import('./handler.js')).runOutputs(request),
});
