import { command, some } from '../declaration.js';
import { choice } from '../option.js';

export const graphCommand = command({
  name: 'graph',
  summary: 'Draw a config: what depends on what, or what runs where; nothing is called',
  options: {
    format: choice('mermaid: for Markdown. dot: for Graphviz. svg: a picture', ['mermaid', 'dot', 'svg'], 'mermaid'),
    view: choice(
      'steps: what must be there before what. topology: networks, tasks, and ways in and out',
      ['steps', 'topology'],
      'steps',
    ),
  },
  takes: ['stack', some('target', 'region'), 'display'],
  examples: [
    {
      line: 'provision graph --view topology --format svg > stack.svg',
      says: 'a picture of what runs where',
      needs: ['config'],
    },
    {
      line: 'provision graph --blueprint alb-microservices',
      says: 'its steps, as text to put into Markdown',
    },
  ],
  handler: async (request) => (await import('./handler.js')).runGraph(request),
});
