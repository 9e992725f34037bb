import { command, place } from '../declaration.js';
import { choice, text } from '../option.js';

export const scriptCommand = command({
  name: 'script',
  summary: 'The same work as a bash script of aws commands; nothing is called',
  positionals: { act: choice('What the script does', ['up', 'down'], 'up') },
  options: {
    run: text('A run that happened, by its file in .provision/runs, a part of its name, or last', {
      completes: 'run',
    }),
  },
  takes: ['stack', place, 'states', 'display'],
  examples: [
    {
      line: 'provision script --blueprint cloud-map-public > up.sh',
      says: 'the whole stack, one aws command after the other',
    },
    {
      line: 'provision script down > down.sh',
      says: 'the way back: with the ids recorded, else with those that up.sh notes',
      needs: ['config'],
    },
    { line: 'provision script --run last', says: 'what the last run called', needs: ['sandbox-stack'] },
  ],
  handler: async (request) => (await import('./handler.js')).runScript(request),
});
