import type { ContainerDefinition } from '@aws-sdk/client-ecs';

/** A container that runs in the world. */
export interface RunningContainer {
  readonly region: string;
  readonly taskArn: string;
  readonly name: string;
  /** As its task's revision has it, with what the task's own request says otherwise. */
  readonly definition: ContainerDefinition;
  /** Those of its task, itself among them, in their order. */
  readonly ofTask: readonly ContainerDefinition[];
}

/** The variables of a container. Secrets are not among them: what runs on this machine does not get them. */
export const variablesOf = ({ environment = [] }: ContainerDefinition): { readonly [name: string]: string } =>
  Object.fromEntries(environment.map((it) => [it.name ?? '', it.value ?? '']));

/** The ports that a container maps. */
export const portsOf = ({ portMappings = [] }: ContainerDefinition): readonly number[] =>
  portMappings.flatMap(({ containerPort }) => containerPort ?? []);

/** How a command is run beside a program that runs in the place of a container. */
export interface Inside {
  /** The program and its arguments that come before the command: an engine's; none where the command itself is started. */
  readonly before: readonly string[];
  /** The same, where the command has a terminal. */
  readonly beforeOnTerminal?: readonly string[] | undefined;
  readonly directory?: string | undefined;
  /** All of it, or what comes to that of whoever runs the command. */
  readonly env: { readonly [name: string]: string };
}

/** What is started in the place of a container: a program of this machine, or an engine that runs the container itself. */
export interface Launch {
  readonly by: 'process' | 'container';
  /** In words, what runs, after its process: `listens at port 41234 of 127.0.0.1`. */
  readonly what: string;
  /** The path of the file that is started; no shell reads it. */
  readonly file: string;
  readonly arguments: readonly string[];
  /** The directory that it is started in, where that counts. */
  readonly directory?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Where on loopback it is to listen, by the ports that the container maps. */
  readonly ports: ReadonlyMap<number, number>;
  /** Why it may not listen there. */
  readonly advice: string;
  /** ms that it has to end. */
  readonly stopTimeoutMs: number;
  /** Asks it to end; SIGTERM does where this is absent. Never rejects. */
  stop?(): Promise<void>;
  /** Ends it after its time; SIGKILL does where this is absent. Never rejects. */
  kill?(): Promise<void>;
  readonly inside: Inside;
}

/**
 * How a container is started on this machine.
 * @returns undefined where there is nothing to start; it rejects with the reason, in words, where that cannot be
 */
export type LaunchOf = (container: RunningContainer) => Promise<Launch | undefined>;

/** What has happened to what runs in the place of a container. */
export type ProcessEvent = { readonly container: RunningContainer } & (
  | { readonly is: 'printed'; readonly lines: readonly string[] }
  /** What is said of it, and not by it. */
  | { readonly is: 'noticed'; readonly text: string }
  /** Nothing listens at these ports of the container. */
  | { readonly is: 'silent'; readonly ports: readonly number[]; readonly text: string }
  /** Now something does. */
  | { readonly is: 'listening'; readonly ports: readonly number[]; readonly text: string }
  | { readonly is: 'exited'; readonly code: number }
);
