import type { Option } from './option.js';
import type { OptionsOfPart, RequestWith, SharedRequest } from './request.js';

/** What must be there for an example to work as it is printed. Tests provide it, and run the example. */
export type Needs =
  /** `provision.yaml` in the working directory. */
  | 'config'
  /** `docker-compose.yml` in the working directory. */
  | 'compose-file'
  /** The stack of that config, brought up on AWS. */
  | 'stack'
  /** The stack of a config with the job `migrate`, brought up on the sandbox that the config's directory has. */
  | 'job'
  /** The stack of that config, brought up on AWS, with a service `web` that has had two revisions. */
  | 'rollable'
  /** The stack `cloud-map-public`, brought up on the sandbox. */
  | 'sandbox-stack'
  /** A stack of that config that was brought up, and of which there is no state. */
  | 'unrecorded-stack'
  /** An AWS account, or what answers like one. */
  | 'account'
  /** A person who answers a question. */
  | 'answer'
  /** A container of a stack on AWS, and the plugin that connects to it. Nothing stands in for either. */
  | 'shell'
  /** docker, podman or finch, with an engine that answers. */
  | 'engine'
  /** Ctrl-C, which ends it. */
  | 'interrupt';

export interface Example {
  /** A line for a shell, as it is typed. */
  readonly line: string;
  readonly says: string;
  readonly needs?: readonly Needs[];
}

/** Terms and their meanings, under a title. */
export interface List {
  readonly title: string;
  readonly rows: readonly (readonly [term: string, meaning: string])[];
}

/** The words behind `--`. */
export interface Rest {
  /** As the help writes it: `COMMAND`. */
  readonly name: string;
  readonly summary: string;
}

type NoOptions = Readonly<Record<never, Option>>;
type Options = { readonly [name: string]: Option };
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;
type ValuesOf<Given extends Options> = {
  readonly [Name in keyof Given as Camel<Name & string>]: Given[Name] extends Option<infer Value> ? Value : never;
};

/** A part of what several commands take, of which a command uses some options only. */
export interface Some<Part extends keyof SharedRequest = keyof SharedRequest> {
  readonly part: Part;
  readonly options: readonly string[];
}

/** `some('target', 'region')`: of the target, `--region` alone. The help lists these alone. */
export const some = <Part extends keyof SharedRequest>(
  part: Part,
  ...options: readonly OptionsOfPart[Part][]
): Some<Part> => ({ part, options });

/**
 * Where a stack is, for a command that calls nothing there. The sandbox's speed means nothing to it, but goes with
 * `--sandbox`: people give both to each command that is about the same stack.
 */
export const place = some('target', 'region', 'profile', 'endpoint-url', 'sandbox', 'sandbox-speed');

/** What a command is declared by; help, completion, parsing and the README's table are derived from it. */
export interface Declaration<Part extends keyof SharedRequest, Positionals extends Options, Own extends Options> {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** All of them may be left out. */
  readonly positionals?: Positionals;
  /** What stands behind `--`, and is no word of this program: it is passed on as it is. Absent where nothing may. */
  readonly rest?: Rest;
  /** The command's own options. */
  readonly options?: Own;
  /** The parts of what several commands take that it uses, too. Its help lists these. */
  readonly takes: readonly (Part | Some<Part>)[];
  readonly examples: readonly Example[];
  /** A list to be shown at the end of its help. */
  readonly list?: List;
  /** What it prints only tells of what it does: that nobody could read it is no failure. */
  readonly isRun?: true;
  /** Loads what does the work only when it is called. @returns the exit code */
  handler(request: RequestWith<Part> & ValuesOf<Positionals> & ValuesOf<Own>, rest: readonly string[]): Promise<number>;
}

/** A command, whatever its request is. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly positionals: Options;
  readonly rest?: Rest;
  readonly options: Options;
  readonly takes: readonly (keyof SharedRequest | Some)[];
  readonly examples: readonly Example[];
  readonly list?: List;
  readonly isRun?: true;
  /**
   * @param values the parts it takes, and its own options and positionals by their names in camel case, each as its
   *   option read it
   * @param rest the words behind `--`
   * @returns the exit code
   */
  run(values: { readonly [name: string]: unknown }, rest?: readonly string[]): Promise<number>;
}

/** A command from its declaration. The compiler holds that the handler asks for nothing that is not declared. */
export function command<
  Part extends keyof SharedRequest,
  Positionals extends Options = NoOptions,
  Own extends Options = NoOptions,
>(declared: Declaration<Part, Positionals, Own>): Command {
  const { handler, positionals = {}, options = {}, ...rest } = declared;
  return {
    ...rest,
    positionals,
    options,
    run: (values, words = []) => handler(values as Parameters<typeof handler>[0], words),
  };
}

/** `detailed-exitcode` → `detailedExitcode` */
export const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
