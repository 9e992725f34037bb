import { command } from '../declaration.js';
import { flag } from '../option.js';

export const configCommand = command({
  name: 'config',
  summary: 'The config as it counts: files, variables and options put together; nothing is called',
  options: {
    sources: flag('Say of each value where it is from: file and line, --set, variables, default'),
    'show-values': flag('Show values of environment variables, which may be secrets'),
  },
  takes: ['stack', 'display'],
  examples: [
    { line: 'provision config --sources', says: 'each value, and where it is from', needs: ['config'] },
    {
      line: 'provision config --blueprint cloud-map-public --set services.web.count=3',
      says: 'what an option changes',
    },
  ],
  handler: async (request) => (await import('./handler.js')).runConfig(request),
});
