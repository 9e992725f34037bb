import { spawn } from 'node:child_process';
import type { Env } from './terminal.js';

/**
 * Shows text in the pager that `PROVISION_PAGER` or `PAGER` names, else in `less`. No shell starts it. What `less` needs to leave short
 * texts and colours as they are is set as git does, where `LESS` is not set.
 * Source: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corepager
 * @returns false where there is no pager, or none is wanted: the text is to be printed then
 */
export async function inPager(text: string, env: Env): Promise<boolean> {
  const [file, ...args] = wordsOf(env['PROVISION_PAGER'] ?? env['PAGER'] ?? 'less');
  if (file === undefined || file === 'cat') return false;
  return new Promise((resolve) => {
    const stdio = ['pipe', 'inherit', 'inherit'] as const;
    const child = spawn(file, args, { stdio: [...stdio], env: { LESS: 'FRX', LV: '-c', ...env }, shell: false });
    // An interrupt is for the pager: `less` stays open on it, and this process waits for its end.
    const stay = (): void => {};
    process.on('SIGINT', stay);
    const end = (isShown: boolean): void => {
      process.off('SIGINT', stay);
      resolve(isShown);
    };
    child.on('error', () => end(false));
    child.on('close', () => end(true));
    // Whoever has read enough leaves: what was not read yet has no reader.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}

/** The words of a command line, as a shell would split it without expanding anything: `less -FR "+/a b"`. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g)].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
