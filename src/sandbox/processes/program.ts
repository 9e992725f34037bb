/** A program of this machine that runs in the place of a container. */
export interface Program {
  /** The path of the file that is started; no shell reads it. */
  readonly file: string;
  readonly arguments: readonly string[];
  /** The directory that it is started in: the one that its image is built from. */
  readonly directory: string;
  readonly env: { readonly [name: string]: string };
}

/** A container that runs in the world. */
export interface RunningContainer {
  readonly region: string;
  readonly taskArn: string;
  readonly name: string;
  /** As the task definition names it. */
  readonly image: string;
  /** In the place of what the image starts. */
  readonly command?: readonly string[] | undefined;
  readonly env: { readonly [name: string]: string };
  /** The ports that its definition maps. */
  readonly ports: readonly number[];
}

/** What a process in the place of a container has done. */
export type ProcessEvent = { readonly container: RunningContainer } & (
  | { readonly is: 'printed'; readonly lines: readonly string[] }
  /** What is said of the process, and not by it. */
  | { readonly is: 'noticed'; readonly text: string }
  /** It does not listen where it is to. */
  | { readonly is: 'silent'; readonly text: string }
  | { readonly is: 'exited'; readonly code: number }
);
