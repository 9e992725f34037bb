#!/usr/bin/env node
// The entry. Any Node since version 10 can read it: it checks which Node this is, and loads the program only then.
import { refusalOf } from '../node-version.js';

declare const PROVISION_NODE: string;

const refusal = refusalOf(process.versions.node, PROVISION_NODE);
if (refusal === undefined) {
  void import('./cli.js');
} else {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 2;
}
