import { access, readdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs of all kinds keep such a directory, one level below. */
const roots = ['/opt', '/usr/share', '/usr/local/share', '/usr/local/lib', '/usr/lib', '/var/lib', homedir()];
const provider = join('registry.terraform.io', 'hashicorp', 'aws');

/**
 * A CLI config for Terraform where it has none of its own, or one that is named and not there: it takes the AWS provider from
 * a mirror on this machine, if there is one.
 * Source: https://developer.hashicorp.com/terraform/cli/config/config-file#explicit-installation-method-configuration
 * @param file where it is written
 * @returns the variable that names it; nothing where Terraform is configured already, or no mirror is there
 */
export async function mirrorSettings(file) {
  const { TF_CLI_CONFIG_FILE: own = join(homedir(), '.terraformrc') } = process.env;
  if (await isThere(own)) return {};
  const directories = (await Promise.all(roots.map(directoriesIn))).flat();
  for (const path of directories) {
    if (!(await isThere(join(path, provider)))) continue;
    await writeFile(
      file,
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n}\n`,
    );
    return { TF_CLI_CONFIG_FILE: file };
  }
  return {};
}

const isThere = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

async function directoriesIn(root) {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  return entries.filter((it) => it.isDirectory()).map(({ name }) => join(root, name));
}
