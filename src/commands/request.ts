/** Which stack is meant, as far as the caller says. Where nothing is said, the config in the working directory counts. */
export interface StackChoice {
  /** Config files, relative to the working directory; of several, each lies over the ones before it. */
  readonly config?: string | readonly string[] | undefined;
  /** A built-in config. */
  readonly blueprint?: string | undefined;
  /** The environment whose file lies over the config: `provision.prod.yaml`. */
  readonly env?: string | undefined;
  /** Values over those of the config: `services.web.tag=1.2`. */
  readonly set?: readonly string[] | undefined;
  /** The stack's name, in place of the config's. */
  readonly name?: string | undefined;
}

/** Where the stack is, or is to be: AWS, another endpoint, or the sandbox. */
export interface Target {
  readonly region?: string | undefined;
  /** A profile of the shared AWS config. */
  readonly profile?: string | undefined;
  /** An endpoint to call instead of AWS; excludes `sandbox`. */
  readonly endpointUrl?: string | undefined;
  readonly sandbox?: SandboxSettings | undefined;
}

export interface SandboxSettings {
  /** How fast its time passes: `60x`, `1x`, `instant`. */
  readonly speed: string;
  /** Whether it refuses what comes faster than AWS's rates; absent: at all speeds but `instant`. */
  readonly rates?: 'on' | 'off' | undefined;
  /** The file of an IAM policy that it is to enforce. */
  readonly policy?: string | undefined;
}

/** Where the states of stacks are kept. */
export interface StateChoice {
  /** Of this machine: the state files where no bucket is meant, the files of runs, and the sandbox's world. */
  readonly directory: string;
  /** What `--state` says: the directory, or `s3://bucket/prefix`. Absent: the config may name a bucket. */
  readonly given?: string;
}

/** How a command shows what it does. */
export interface Display {
  /** One JSON object a line on stdout, and nothing else. */
  readonly json: boolean;
  /** Every API call. */
  readonly verbose: boolean;
  /** `false` turns colours off; otherwise the terminal decides. */
  readonly color: boolean;
  /** The values of environment variables, too, which are left out otherwise. */
  readonly showValues: boolean;
}

export interface Limits {
  /** How many API calls may be under way at once. */
  readonly concurrency: number;
  /** Seconds of real time after which the run stops, resumably. */
  readonly timeout?: number | undefined;
}

/** What several commands take. A command names the parts that it takes, and its request has no others. */
export interface SharedRequest {
  readonly stack: StackChoice;
  readonly target: Target;
  readonly states: StateChoice;
  readonly display: Display;
  readonly limits: Limits;
  /** Nothing is asked before something is changed. */
  readonly yes: boolean;
}

/** The options of the command line that fill each part. */
export interface OptionsOfPart {
  readonly stack: 'config' | 'blueprint' | 'env' | 'set' | 'name';
  readonly target: 'region' | 'profile' | 'endpoint-url' | 'sandbox' | 'sandbox-speed' | 'rates' | 'policy';
  readonly states: 'state';
  readonly display: 'json' | 'verbose' | 'color' | 'show-values';
  readonly limits: 'concurrency' | 'timeout';
  readonly yes: 'yes';
}

export type RequestWith<Part extends keyof SharedRequest> = Pick<SharedRequest, Part>;
