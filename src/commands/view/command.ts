import { command, place } from '../declaration.js';
import { flag, text } from '../option.js';

export const viewCommand = command({
  name: 'view',
  summary: 'Write a page of the stack as it is recorded: what runs where, its last run, what it costs',
  options: {
    output: text('The file to write (default: views/STACK.html in the state directory)', { completes: 'file' }),
    open: flag('Open it in a browser, where there is a desktop; --no-open leaves that out', { isOn: true }),
  },
  takes: ['stack', place, 'states', 'display'],
  examples: [
    { line: 'provision view', says: 'writes it, and opens it where there is a desktop', needs: ['sandbox-stack'] },
    {
      line: 'provision view --output stack.html --no-open',
      says: 'one file with all in it, to be kept or handed on',
      needs: ['sandbox-stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runView(request),
});
