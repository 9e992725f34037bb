import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { must, run } from './run.js';

/** Packs the checkout. @returns the tarball's path, name, version, sizes and files */
export async function pack(checkout, home) {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', home], { cwd: checkout });
  // What scripts say comes before it.
  const [made] = Object.values(JSON.parse(stdout.slice(stdout.search(/^[[{]/m))));
  const { filename, version, size, unpackedSize, files } = made;
  const paths = files.map(({ path }) => path);
  const missing = ['LICENSE', 'README.md', 'CHANGELOG.md', 'dist/THIRD-PARTY-NOTICES.txt'].filter(
    (file) => !paths.includes(file),
  );
  if (missing.length > 0) throw new Error(`not in the package: ${missing.join(', ')}`);
  return {
    path: join(home, filename),
    name: filename,
    version,
    packed: megabytes(size),
    unpacked: megabytes(unpackedSize),
    files: paths.length,
  };
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * Installs it as a user would, with npm kept from the network and every script forbidden to it: it must need neither.
 * @param how `locally`: as a dependency in `folder`; `globally`: under a prefix in it
 * @returns the installed program, the folder it was installed for, and an empty home
 */
export async function installInto(folder, tarball, { node, how }) {
  const home = join(folder, 'home');
  const prefix = join(folder, 'prefix');
  await mkdir(home);
  if (how === 'locally')
    await writeFile(join(folder, 'package.json'), '{"name":"empty","private":true,"type":"module"}\n');
  const target = how === 'locally' ? [] : ['--global', '--prefix', prefix];
  const env = { ...process.env, PATH: `${dirname(node.bin)}:${process.env.PATH}`, HOME: home };
  const words = ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', ...target, tarball];
  await run('npm', words, { cwd: folder, env });
  const modules = join(...(how === 'locally' ? [folder] : [prefix, 'lib']), 'node_modules');
  const { scripts } = JSON.parse(await readFile(join(modules, 'ecs-provision/package.json'), 'utf8'));
  must(scripts === undefined, `the package has scripts: ${Object.keys(scripts ?? {}).join(', ')}`);
  const program = how === 'locally' ? join(folder, 'node_modules/.bin/provision') : join(prefix, 'bin/provision');
  return { program, folder, home };
}
