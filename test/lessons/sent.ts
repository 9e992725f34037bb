import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Services as we call them, by the SDK's package. */
const services: { readonly [client: string]: string } = {
  apigatewayv2: 'apigatewayv2',
  'auto-scaling': 'autoscaling',
  'cloudwatch-logs': 'logs',
  ec2: 'ec2',
  ecr: 'ecr',
  ecs: 'ecs',
  'elastic-load-balancing-v2': 'elbv2',
  iam: 'iam',
  servicediscovery: 'servicediscovery',
  ssm: 'ssm',
  sts: 'sts',
};

/** Every operation whose command is imported in the files that send any, read from their source: `ec2:CreateVpc`. */
export function sentOperations(): string[] {
  const files = ['steps', 'src/image', 'src/commands'].flatMap((folder) =>
    readdirSync(join(root, folder)).filter((file) => file.endsWith('.ts')).map((file) => join(root, folder, file)),
  );
  return [...new Set(files.flatMap((file) => operationsIn(readFileSync(file, 'utf8'))))].toSorted();
}

const operationsIn = (source: string): string[] =>
  [...source.matchAll(/import (?!type)\{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(([, names = '', client = '']) =>
    names.split(',').flatMap((name) => {
      const operation = /^(\w+)Command( as \w+)?$/.exec(name.trim())?.[1];
      return operation === undefined ? [] : [`${services[client] ?? client}:${operation}`];
    }),
  );
