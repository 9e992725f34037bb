import { command } from '../declaration.js';
import { reachedNames } from '../../facts/services-reached.js';
import { text } from '../option.js';

export const traceCommand = command({
  name: 'trace',
  summary: 'Follow a request hop by hop to where it is answered or dropped; nothing is sent',
  positionals: {
    request: text('A path, or a whole URL (default: /); with a method before it: GET, POST, ...'),
    path: text('The path or URL, where a method comes first'),
  },
  options: {
    from: text('Who asks: internet (the default), a service of the stack, or bastion', { completes: 'service' }),
    to: text(
      'In the place of a request: the way of tasks out, to a service of AWS (ecr, s3, logs, ...) or to internet',
      {
        completes: reachedNames,
      },
    ),
  },
  takes: ['stack', 'target', 'states', 'display', 'limits'],
  examples: [
    {
      line: 'provision trace /pets --sandbox --blueprint cloud-map-public',
      says: 'a GET from the internet; exit code 3 where it is dropped, and then what the client sees and what to change',
      needs: ['sandbox-stack'],
    },
    {
      line: 'provision trace --to ecr --sandbox --blueprint cloud-map-public',
      says: 'the way of a task to its image: the login, the manifest, the layers',
      needs: ['sandbox-stack'],
    },
    {
      line: 'provision trace / --from web --sandbox --blueprint cloud-map-public',
      says: 'the same, asked by a task of web; one task asks another by its private name: http://NAME.NAMESPACE:PORT/',
      needs: ['sandbox-stack'],
    },
    { line: 'provision trace POST /pets --json', says: 'the hops as data', needs: ['stack'] },
  ],
  handler: async (request) => (await import('./handler.js')).runTrace(request),
});
