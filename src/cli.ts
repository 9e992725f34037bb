#!/usr/bin/env node
import module from 'node:module';
import { renderedHelp } from './rendered-help.js';
import { version } from './version.js';

// Kept compiled between runs, where Node can (22.8 and later).
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
// The SDK announces on stderr when it will stop supporting this Node; `engines` in package.json is where that is said.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const words = process.argv.slice(2);
const help = renderedHelp(words, process.stdout.columns);
if (words.length === 1 && words[0] === '--version') {
  process.stdout.write(`${version}\n`);
} else if (help !== undefined) {
  process.stdout.write(help);
} else {
  const { main } = await import('./commands/main.js');
  process.exitCode = await main(words);
}
