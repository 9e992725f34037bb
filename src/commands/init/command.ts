import { blueprints } from '../../config/blueprints.js';
import { command, some } from '../declaration.js';
import { text } from '../option.js';

export const initCommand = command({
  name: 'init',
  summary: 'Write provision.yaml to start from, and its schema',
  positionals: {
    blueprint: text(`The blueprint to write (default: ${blueprints[0].name})`, { completes: 'blueprint' }),
  },
  options: {
    from: text('Make the config from a compose file, Copilot manifest, ecs-params file or task definition', {
      completes: 'file',
    }),
    config: text('File to write (default: provision.yaml)', { alias: 'c', completes: 'file' }),
  },
  takes: [some('stack', 'blueprint', 'name'), 'display'],
  examples: [
    { line: 'provision init', says: 'the smallest architecture, with a schema your editor completes from' },
    { line: 'provision init alb-microservices --name shop', says: 'another blueprint, under a name of yours' },
    {
      line: 'provision init --from docker-compose.yml',
      says: 'a config from what you have, and what of it could not be carried over',
      needs: ['compose-file'],
    },
  ],
  list: { title: 'Blueprints:', rows: blueprints.map(({ name, title }) => [name, title] as const) },
  handler: async (request) => (await import('./handler.js')).runInit(request),
});
