import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serviceOf } from '../aws/packages.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a noun's rehearsal does in its own world alone: nobody sends it to AWS. @param file with its folder, in `steps/` */
export const isOfRehearsals = (file: string): boolean => /\/stand-in\.ts$/.test(file);

/** Every operation whose command is imported in the files that send any, read from their source: `ec2:CreateVpc`. */
export function sentOperations(): string[] {
  const files = ['steps', 'src/cloud', 'src/image', 'src/runner', 'src/commands', 'src/path-facts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !isOfRehearsals(file))
      .map((file) => join(root, folder, file)),
  );
  return [...new Set(files.flatMap((file) => operationsIn(readFileSync(file, 'utf8'))))].toSorted();
}

/** Those whose commands a source imports: `ec2:CreateVpc`. */
export const operationsIn = (source: string): string[] =>
  [...source.matchAll(/import (?!type)\{([^}]*)\} from '(@aws-sdk\/client-[\w-]+)'/g)].flatMap(
    ([, names = '', client = '']) =>
      names.split(',').flatMap((name) => {
        const operation = /^(\w+)Command( as \w+)?$/.exec(name.trim())?.[1];
        return operation === undefined ? [] : [`${serviceOf(client)}:${operation}`];
      }),
  );
