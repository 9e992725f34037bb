import type { Event } from '../events.js';
import type { StackConfig } from './stack-config.js';

/** Which stack is meant, where it is, and how to run. Everything may be left out. */
export interface Options {
  /**
   * The config: the path of a file, or of several, each of which lies over the ones before it; or the config itself, in which
   * `${NAME}` is a text like any other. Where neither this nor `blueprint` is given, the one
   * `provision.yaml`, `.yml` or `.json` in the working directory counts. Paths in a config given as an object begin in
   * the working directory.
   */
  readonly config?: string | readonly string[] | StackConfig | undefined;
  /** A built-in config by its name, as in `cloud-map-public`; excludes `config`. */
  readonly blueprint?: string | undefined;
  /** An environment: with `prod`, the file `provision.prod.yaml` lies over `provision.yaml`. */
  readonly env?: string | undefined;
  /** Values over those of the config's files, each as `services.web.tag=1.2`. */
  readonly set?: readonly string[] | undefined;
  /** The stack's name, in place of the config's. */
  readonly name?: string | undefined;
  /** The AWS region; else the config's, else that of the environment or of the profile. */
  readonly region?: string | undefined;
  /** A profile of the shared AWS config. */
  readonly profile?: string | undefined;
  /** An endpoint to call instead of AWS; excludes `sandbox`. */
  readonly endpointUrl?: string | undefined;
  /** Calls the embedded AWS in this process: no account, no bill. */
  readonly sandbox?: boolean | SandboxOptions | undefined;
  /**
   * The directory of the state files, and of the sandbox's world; or `s3://bucket/prefix`, a bucket that states are shared
   * in. Without this, the config may name a bucket.
   * @default ".provision"
   */
  readonly state?: string | undefined;
  /**
   * How many API calls may be under way at once.
   * @default 16
   */
  readonly concurrency?: number | undefined;
  /** Seconds of real time after which the run stops, resumably. */
  readonly timeout?: number | undefined;
  /**
   * Stops the run, resumably: no new call is begun, what is under way is finished and recorded, and the promise is
   * rejected with the failure `interrupted`.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called with everything that happens, as `--json` prints it. What it throws does not disturb the run. */
  readonly onEvent?: ((event: Event) => void) | undefined;
}

export interface DownOptions extends Options {
  /**
   * Whether to delete the rest where something of others keeps a part of the stack. Else nothing is deleted then, and the
   * promise is rejected with the failure `deletion-held`.
   * @default false
   */
  readonly keepGoing?: boolean | undefined;
}

export interface RollbackOptions extends Options {
  /** The name of the service. */
  readonly service: string;
  /** The number of the revision. Default: the last one that worked before. */
  readonly revision?: number | undefined;
}

export interface SandboxOptions {
  /**
   * How fast the sandbox's time passes.
   * @default "60x"
   */
  readonly speed?: `${number}x` | 'instant' | undefined;
  /** Whether the sandbox refuses what comes faster than AWS's rates; absent: at all speeds but `instant`. */
  readonly rates?: 'on' | 'off' | undefined;
  /** The file of an IAM policy that the sandbox is to enforce. */
  readonly policy?: string | undefined;
}
