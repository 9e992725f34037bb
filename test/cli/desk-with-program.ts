import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { Desk, type Env } from './program.js';

/** A working directory in which `provision` is a program like any other: for lines that are run as they are printed. */
export async function deskWithProgram(env: Env = {}): Promise<Desk> {
  const home = await Desk.open();
  const bin = home.path('bin');
  await mkdir(bin);
  await writeFile(`${bin}/provision`, '#!/bin/sh\nexec $PROVISION "$@"\n');
  await chmod(`${bin}/provision`, 0o755);
  return Desk.open({ HOME: home.directory, PATH: `${bin}:${process.env['PATH'] ?? ''}`, ...env });
}
