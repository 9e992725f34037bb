import module from 'node:module';
import { renderedHelp } from './rendered-help.js';
import { withSourcePositions } from '../source-positions.js';
import { surviving, unwritten } from '../ui/output.js';
import { version } from '../version.js';
import { plainText } from '../plain-text.js';

// Kept compiled between runs, where Node can (22.8 and later).
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
// The SDK announces on stderr when it will stop supporting this Node; `engines` in package.json is where that is said.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

for (const stream of [process.stdout, process.stderr]) surviving(stream);

// What no command has caught is a bug.
process.once('uncaughtException', (error: unknown) => {
  const trace = error instanceof Error ? (error.stack ?? String(error)) : plainText(error);
  process.stderr.write(`${withSourcePositions(trace)}\n`);
  process.exit(1);
});

const words = process.argv.slice(2);
const help = renderedHelp(words, process.stdout.columns);
if (words.length === 1 && words[0] === '--version') {
  print(`${version}\n`);
} else if (help !== undefined) {
  print(help);
} else if (words[0] === '--complete') {
  const { complete } = await import('./completion/complete.js');
  await complete(words.slice(1));
} else {
  const { main } = await import('./main.js');
  process.exitCode = await main(words);
}

/** Text that is the whole answer: it is a failure where it cannot be written. */
function print(text: string): void {
  process.stdout.write(text);
  // A stream tells of its error after it was written to.
  setImmediate(() => {
    if (unwritten(process.stdout) !== undefined) process.exitCode = 1;
  });
}
