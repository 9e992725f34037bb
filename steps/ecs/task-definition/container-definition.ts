/** A container as the config describes it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly port: number;
  readonly environment: { readonly [name: string]: string };
  /** By environment variable: the ARN of a secret or a parameter, which is read when the container starts. */
  readonly secrets?: { readonly [name: string]: string } | undefined;
  readonly healthCheck?:
    | {
        readonly command: string;
        /** All times are in seconds. */
        readonly interval: number;
        readonly timeout: number;
        readonly startPeriod: number;
        readonly retries: number;
      }
    | undefined;
}

/**
 * A container in a task definition. The same config always gives the same JSON, because any difference is a new
 * revision. Logs are non-blocking: if CloudWatch is slow, lines beyond 25 MiB are dropped, and the container does not
 * wait.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerDefinition(container: Container, logs: { group: string; region: string }) {
  const { name, image, port, environment, secrets = {}, healthCheck } = container;
  return {
    name,
    image,
    essential: true,
    portMappings: [{ containerPort: port, hostPort: port, protocol: 'tcp' as const }],
    environment: byName(environment).map(([name, value]) => ({ name, value })),
    ...(byName(secrets).length > 0 && { secrets: byName(secrets).map(([name, valueFrom]) => ({ name, valueFrom })) }),
    ...(healthCheck && { healthCheck: healthCheckOf(healthCheck) }),
    logConfiguration: {
      logDriver: 'awslogs' as const,
      options: {
        mode: 'non-blocking',
        'max-buffer-size': '25m',
        'awslogs-group': logs.group,
        'awslogs-region': logs.region,
        'awslogs-stream-prefix': name,
      },
    },
  };
}

const byName = (variables: { readonly [name: string]: string }) =>
  Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));

/** Without a start period the member is left out, because ECS does not accept zero. */
const healthCheckOf = ({ command, startPeriod, ...times }: NonNullable<Container['healthCheck']>) => ({
  command: ['CMD-SHELL', command],
  ...times,
  ...(startPeriod > 0 && { startPeriod }),
});
