import { loadConfig } from '../../src/config/load.js';
import { FailureError, type ConfigProblem } from '../../src/failure.js';

/** The problems of a config, one line each: `line:column path: message (hint)`. */
export function problemLines(text: string, options?: { name?: string; file?: string }): string[] {
  return problemsOf(text, options).map(({ line, column, path, message, hint }) => {
    const problem = `${line}:${column} ${path}: ${message}`;
    return hint === undefined ? problem : `${problem} (${hint})`;
  });
}

/** The problems without where they are. */
export const messages = (text: string): string[] => problemsOf(text).map(({ message }) => message);

export function problemsOf(
  text: string,
  { file = 'provision.yaml', ...options }: { name?: string; file?: string } = {},
): readonly ConfigProblem[] {
  try {
    loadConfig(file, text, options);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'bad-config') return error.failure.problems;
    throw error;
  }
  return [];
}

const right = `name: shop
namespace: internal
services:
  web:
    image: nginx
    port: 80
    discovery: {type: srv}
    routes: [$default]
`;

/** A config that is right, and these lines in its service `web` (from line 9 on), and the rest behind it. */
export const withService = (lines: string, rest = ''): string => `${right}${indented(lines)}${rest}`;

const indented = (lines: string) => lines.replace(/^(?=.)/gm, '    ').replace(/(?<=.)$/, '\n');
