import { execFile } from 'node:child_process';

/**
 * Runs a program to its end.
 * @param options.expect the exit code it must have; 0 unless told
 * @returns what it wrote on stdout and stderr
 * @throws Error with all that it said where it ends otherwise
 */
export function run(program, words, { cwd, env = process.env, expect = 0 } = {}) {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd, env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      if (code === expect) resolve({ stdout, stderr });
      else reject(new Error(`${program} ${words.join(' ')} ended with ${code}, not ${expect}:\n${stdout}${stderr}`));
    });
  });
}

/** Nobody in particular: no AWS settings, no home, and of the PATH only what is needed to find `node` and a shell. */
export const bareEnvironment = (home, ...path) => ({
  PATH: [...path, '/usr/bin', '/bin'].join(':'),
  HOME: home,
  AWS_EC2_METADATA_DISABLED: 'true',
});

/** @throws Error with what is wrong, where it does not hold */
export function must(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}
