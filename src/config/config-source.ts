import type { Variables } from './variables.js';

/** The text of a file of a config, with the name that messages call it by. */
export interface ConfigText {
  readonly file: string;
  readonly text: string;
  /** The directory that relative paths in it start from. */
  readonly base: string;
}

/** All that a config is read from. */
export interface ConfigSource {
  /** Each over the ones before it. Relative paths start from the directory of the first, as in docker compose. */
  readonly files: readonly [ConfigText, ...ConfigText[]];
  /** What `--set` puts over the files: `services.web.tag=1.2`. */
  readonly set?: readonly string[] | undefined;
  /** The environment that variables are taken from. Absent: `${NAME}` is a text like any other. */
  readonly variables?: Variables | undefined;
}
