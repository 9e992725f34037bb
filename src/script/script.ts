import { comment, word, scriptText } from './bash.js';
import type { Captures } from './captures.js';
import { functionsFor } from './bash-functions.js';
import { substitutionOf } from './substitution.js';
import type { Transcript } from './transcript.js';
import { versionLines } from './cli-versions.js';

interface ScriptParts {
  /** What it does, for whom, and how: paragraphs for people. */
  readonly about: readonly string[];
  /** Before the functions: checks, files. */
  readonly preamble: readonly string[];
  readonly lines: readonly string[];
}

/** The whole script. */
export function scriptOf(transcript: Transcript, { about, preamble, lines }: ScriptParts): string {
  const { region } = transcript;
  const versions = versionLines(transcript);
  const has = (name: string) => lines.some((line) => new RegExp(`\\$\\{?${name}\\b`).test(line));
  return scriptText([
    '#!/usr/bin/env bash',
    ...about.flatMap((text) => ['#', ...comment(text)]),
    'set -euo pipefail',
    '',
    `export AWS_REGION=${word(region)} AWS_DEFAULT_REGION=${word(region)} AWS_PAGER=`,
    ...preamble,
    '',
    ...functionsFor(['aws ', ...lines]),
    ...(versions.length > 0 ? [...versions, ''] : []),
    ...(has('ACCOUNT') ? ['ACCOUNT=$(aws sts get-caller-identity --query Account --output text)', ''] : []),
    ...(has('STACK_ID')
      ? [
          '# Tells this stack apart from others of its name.',
          "STACK_ID=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')",
          '',
        ]
      : []),
    ...lines,
  ]).replace(/(?<!\n)\n+$/, '\n');
}

/** What a stack gives, said at the end. */
export const outputLines = ({ outputs }: Transcript, captures: Captures): string[] => {
  const substitution = substitutionOf(captures);
  return Object.entries(outputs).map(([name, text]) => `echo ${word(substitution.text(`${name}: ${text}`))}`);
};
