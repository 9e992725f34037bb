import type { Command } from './options.js';
import type { GraphOptions } from './run-graph.js';

const group = 'What to draw:';

export const graphCommand = (exit: (code: number) => void): Command<GraphOptions> => ({
  command: 'graph',
  describe: 'Draw a config: what depends on what, or what runs where; nothing is called',
  builder: (yargs) =>
    yargs
      .option('format', {
        choices: ['mermaid', 'dot', 'svg'] as const,
        group,
        requiresArg: true,
        default: 'mermaid' as const,
        describe: 'mermaid: for Markdown. dot: for Graphviz. svg: a picture',
      })
      .option('view', {
        choices: ['steps', 'topology'] as const,
        group,
        requiresArg: true,
        default: 'steps' as const,
        describe: 'steps: what must be there before what. topology: networks, tasks, and ways in and out',
      })
      .example('$0 graph --view topology --format svg > stack.svg', 'a picture of what runs where')
      .example('$0 graph --blueprint alb-microservices', 'its steps, as text to put into Markdown'),
  handler: async (argv) => exit(await (await import('./run-graph.js')).runGraph(argv)),
});
