import { comment, word, written } from './bash.js';
import type { Captures } from './captures.js';
import { functionsFor } from './functions.js';
import { putOf } from './put.js';
import type { Story } from './story.js';
import { versionLines } from './versions.js';

interface Parts {
  /** What it does, for whom, and how: paragraphs for people. */
  readonly about: readonly string[];
  /** Before the functions: checks, files. */
  readonly setting: readonly string[];
  readonly lines: readonly string[];
}

/** The whole script. */
export function scriptOf(story: Story, { about, setting, lines }: Parts): string {
  const { region } = story;
  const versions = versionLines(story);
  const account = lines.some((line) => /\$\{?ACCOUNT\b/.test(line));
  return written([
    '#!/usr/bin/env bash',
    ...about.flatMap((text) => ['#', ...comment(text)]),
    'set -euo pipefail',
    '',
    `export AWS_REGION=${word(region)} AWS_DEFAULT_REGION=${word(region)} AWS_PAGER=`,
    ...setting,
    '',
    ...functionsFor(['aws ', ...lines]),
    ...(versions.length > 0 ? [...versions, ''] : []),
    ...(account ? ['ACCOUNT=$(aws sts get-caller-identity --query Account --output text)', ''] : []),
    ...lines,
  ]).replace(/\n+$/, '\n');
}

/** What a stack gives, said at the end. */
export const outputLines = ({ outputs }: Story, captures: Captures): string[] => {
  const put = putOf(captures);
  return Object.entries(outputs).map(([name, text]) => `echo ${word(put.text(`${name}: ${text}`))}`);
};
