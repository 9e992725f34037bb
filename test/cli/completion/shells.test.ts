import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Desk } from '../program.js';

/** What is typed before the tab key, and the whole line after it. */
const lines: readonly (readonly [typed: string, completed: string])[] = [
  ['provision statu', 'provision status'],
  ['provision up --blueprint ec', 'provision up --blueprint ec2-capacity'],
  ['provision up --blueprint=ec', 'provision up --blueprint=ec2-capacity'],
  ['provision explain ec2:CreateNat', 'provision explain ec2:CreateNatGateway'],
  ['provision up --policy gua', 'provision up --policy guard.json'],
];

/** A working directory with a file in it, in which `provision` is a program like any other. */
async function openDesk(): Promise<Desk> {
  const desk = await Desk.open();
  await mkdir(desk.path('bin'));
  await writeFile(desk.path('bin/provision'), '#!/bin/sh\nexec $PROVISION "$@"\n');
  await chmod(desk.path('bin/provision'), 0o755);
  await writeFile(desk.path('guard.json'), '{}');
  return desk;
}

const isThere = (shell: string): boolean => {
  try {
    return execFileSync('sh', ['-c', `command -v ${shell}`]).length > 0;
  } catch {
    return false;
  }
};

test('bash completes, as readline asks it to', async () => {
  const desk = await openDesk();
  await writeFile(
    desk.path('try.bash'),
    [
      'source <(provision completion bash)',
      'for COMP_LINE in "$@"; do',
      '  COMP_POINT=${#COMP_LINE}',
      '  _provision',
      // Readline replaces what stands behind the last end of a word.
      '  echo "${COMP_LINE%"${COMP_LINE##*[ :=]}"}${COMPREPLY[*]}"',
      'done',
    ].join('\n'),
  );
  const typed = lines.map(([it]) => `'${it}'`).join(' ');
  const { stdout, stderr } = await desk.shell(`PATH=$PWD/bin:$PATH bash try.bash ${typed}`);
  expect({ stdout: stdout.trimEnd().split('\n'), stderr }).toEqual({ stdout: lines.map(([, it]) => it), stderr: '' });
});

(isThere('fish') ? test : test.skip)('fish completes', async () => {
  const desk = await openDesk();
  const asks = lines.map(([typed]) => `complete -C '${typed}' | string replace -r '\\t.*' ''`).join('; ');
  const { stdout } = await desk.shell(
    `PATH=$PWD/bin:$PATH fish --no-config -c "provision completion fish | source; ${asks}"`,
  );
  // Fish tells the word alone.
  expect(stdout.trimEnd().split('\n')).toEqual(lines.map(([, it]) => it.split(' ').at(-1)));
});

(isThere('zsh') ? test : test.skip)('zsh completes, typed in a terminal', async () => {
  const desk = await openDesk();
  await writeFile(
    desk.path('try.zsh'),
    [
      'zmodload zsh/zpty',
      'zpty terminal zsh -f -i',
      'zpty -w terminal "PS1=; autoload -Uz compinit; compinit -u -D; source <(provision completion zsh)"',
      'for typed in "$@"; do',
      // Tab completes; then the line is made one that prints itself.
      '  zpty -w -n terminal "$typed"$\'\\t\\x01print -r -- LINE \\x05\\n\'',
      "  zpty -r -m terminal shown $'*\\nLINE *\\n'",
      '  print -r -- "${${shown##*LINE }%%$\'\\r\'*}"',
      'done',
    ].join('\n'),
  );
  const typed = lines.map(([it]) => `'${it}'`).join(' ');
  const { stdout } = await desk.shell(`PATH=$PWD/bin:$PATH TERM=xterm zsh -f try.zsh ${typed}`);
  expect(stdout.trimEnd().split('\n')).toEqual(lines.map(([, it]) => it));
});

test('without a word it is for the shell in use; one that it does not know is refused', async () => {
  const [fish, other, named] = await Promise.all([
    (await Desk.open({ SHELL: '/usr/bin/fish' })).run('completion'),
    (await Desk.open({ SHELL: '/bin/tcsh' })).run('completion'),
    (await Desk.open({ SHELL: '/bin/bash' })).run('completion', 'tcsh'),
  ]);
  expect(fish).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('complete --command provision') });
  expect(other).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('no completion for tcsh') });
  expect(named).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('shell cannot be "tcsh"') });
});
