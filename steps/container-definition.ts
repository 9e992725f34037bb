/** A container as the config describes it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly port: number;
  readonly environment: { readonly [name: string]: string };
  readonly healthCheck?:
    | {
        readonly command: string;
        /** All in seconds. */
        readonly interval: number;
        readonly timeout: number;
        readonly startPeriod: number;
        readonly retries: number;
      }
    | undefined;
}

/**
 * A container as a task definition has it: only what we set, ordered so that the same config always gives the same
 * JSON, since any difference is a new revision. Logs are non-blocking: when CloudWatch is slow, lines are dropped
 * after 25 MiB rather than the program held up.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerDefinition(container: Container, logs: { group: string; region: string }) {
  const { name, image, port, environment, healthCheck } = container;
  return {
    name,
    image,
    essential: true,
    portMappings: [{ containerPort: port, hostPort: port, protocol: 'tcp' as const }],
    environment: Object.keys(environment)
      .sort()
      .map((variable) => ({ name: variable, value: environment[variable] })),
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

/** Without a start period ECS wants none, not zero. */
const healthCheckOf = ({ command, startPeriod, ...times }: NonNullable<Container['healthCheck']>) => ({
  command: ['CMD-SHELL', command],
  ...times,
  ...(startPeriod > 0 && { startPeriod }),
});
