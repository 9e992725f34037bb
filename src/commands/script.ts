import type { Command } from './options.js';
import type { ScriptOptions } from './run-script.js';

export const scriptCommand = (exit: (code: number) => void): Command<ScriptOptions> => ({
  command: 'script [act]',
  describe: 'Write the calls as a bash script of aws commands; nothing is called',
  builder: (yargs) =>
    yargs
      .positional('act', { choices: ['up', 'down'] as const, default: 'up' as const, describe: 'What the script does' })
      .option('run', {
        type: 'string',
        requiresArg: true,
        group: 'What to write:',
        describe: 'A run that happened, by its file in .provision/runs, a part of its name, or last',
      })
      .example('$0 script --blueprint cloud-map-public > up.sh', 'the whole stack, one aws command after the other')
      .example('$0 script down > down.sh', 'the way back: with the ids recorded, else with those that up.sh notes')
      .example('$0 script --run last', 'what the last run called'),
  handler: async (argv) => exit(await (await import('./run-script.js')).runScript(argv)),
});
