import { command } from '../declaration.js';
import { repeated, text } from '../option.js';

export const requestCommand = command({
  name: 'request',
  summary: 'Send a request to the stack and show what comes back; where it fails, at which hop',
  positionals: {
    request: text('A path, or a whole URL (default: /); with a method before it: GET, POST, ...'),
    path: text('The path or URL, where a method comes first'),
  },
  options: {
    header: repeated('A header to send: "Content-Type: application/json"'),
    body: text('What to send with it'),
  },
  takes: ['stack', 'target', 'states', 'display', 'limits'],
  examples: [
    {
      line: 'provision request /pets --sandbox --blueprint cloud-map-public',
      says: 'status, headers and body; on the sandbox through its front door',
      needs: ['sandbox-stack'],
    },
    {
      line: 'provision request POST /pets --body \'{"name":"Rex"}\' --sandbox --blueprint cloud-map-public',
      says: 'with a body; exit code 3 where the status is 400 or above, or nothing answers',
      needs: ['sandbox-stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runRequest(request),
});
