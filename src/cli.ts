#!/usr/bin/env node
import module from 'node:module';
import { version } from './version.js';

// Kept compiled between runs, where Node can (22.8 and later).
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
// The SDK announces on stderr when it will stop supporting this Node; `engines` in package.json is where that is said.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const words = process.argv.slice(2);
if (words.length === 1 && words[0] === '--version') {
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import('./commands/main.js');
  process.exitCode = await main(words);
}
