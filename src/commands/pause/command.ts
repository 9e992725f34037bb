import { command } from '../declaration.js';

export const pauseCommand = command({
  name: 'pause',
  summary: 'Take away what costs by the hour and keeps no data',
  isRun: true,
  takes: ['stack', 'target', 'states', 'display', 'limits', 'yes'],
  examples: [
    {
      line: 'provision pause',
      says: 'tasks, balancers, NAT gateways, endpoints and instances; says first what that saves',
      needs: ['stack', 'answer'],
    },
    {
      line: 'provision pause --sandbox --blueprint cloud-map-public',
      says: 'on the embedded AWS nothing is asked',
      needs: ['sandbox-stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runPause(request),
});
