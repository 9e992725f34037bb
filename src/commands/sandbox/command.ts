import { command } from '../declaration.js';
import { choice, number } from '../option.js';
import { sandboxOptions } from '../sandbox-options.js';

export const sandboxCommand = command({
  name: 'sandbox',
  summary: 'Serve the embedded AWS until Ctrl-C',
  isRun: true,
  options: {
    port: number('Port on 127.0.0.1; 0 takes any free one', {
      default: 4566,
      least: 0,
      most: 65535,
      takes: 'a number from 0 to 65535',
    }),
    run: choice(
      'What answers for containers: stand-ins; the containers themselves, by docker, podman or finch; or the programs of images that are built from directories here, as processes',
      ['stand-ins', 'containers', 'processes'],
      'stand-ins',
    ),
    ...sandboxOptions,
  },
  takes: ['states', 'display'],
  examples: [
    {
      line: 'provision sandbox --port 4566',
      says: 'then: aws --endpoint-url http://127.0.0.1:4566 ec2 describe-vpcs',
    },
    {
      line: 'provision sandbox --run containers',
      says: 'your images answer: they are built, others pulled, and run by the engine here; `provision exec SERVICE --sandbox` gets in',
      needs: ['engine'],
    },
    {
      line: 'provision sandbox --run processes',
      says: 'your own programs answer: node server.mjs of a Dockerfile runs on this machine, outside of a container, at PORT of 127.0.0.1',
    },
  ],
  handler: async (request) => (await import('./handler.js')).runSandbox(request),
});
