import { posix } from 'node:path';
import type { Target } from './draft.js';
import { text } from './convert.js';
import { converted, joined, map, to, told, type Row } from './rows.js';
import { resolved } from './variables-in.js';
import { beside, isMap, isNothing, nameOf, partsOf, within, type Source, type Value } from './source.js';
import { plainText } from '../../plain-text.js';

/** A path of a file, from the directory of the config. */
function rebased({ base }: Source, path: string): { readonly path: string; readonly how?: string } {
  const isElsewhere = path.startsWith('/') || path.startsWith('~') || /^\w+:\/\/|^git@/.test(path) || base === '.';
  if (isElsewhere) return { path };
  const moved = posix.join(base, path) || '.';
  return { path: moved, how: `${moved}, from the directory of the config` };
}

/** A list of files, or one. Compose has maps with a `path` as well. */
export const filesOf =
  (member: string): Row =>
  (whole, target) => {
    const put = (file: Value, how?: string) => {
      const made = converted(file, text);
      if ('because' in made) return target.leave(file, made);
      const from = rebased(file.source, plainText(made.value));
      target.add([member], from.path, file, joined(how, made.how, from.how));
    };
    if (isNothing(whole)) target.unknown(whole);
    else if (Array.isArray(whole.value))
      for (const entry of partsOf(whole))
        if (isMap(entry.value))
          map({
            path: (file) => put(file),
            required: (value) => target.hold(value, 'a file that is not there is refused'),
            format: (value) => target.hold(value, 'files are read as compose reads them'),
          })(entry, target);
        else put(entry);
    else put(whole);
  };

/** What an image is built from, as a format says it. */
export interface BuildParts {
  readonly context?: Value | undefined;
  readonly dockerfile?: Value | undefined;
  /** A stage that stands beside it. */
  readonly target?: Value | undefined;
  /** Whether the path of the Dockerfile starts in the context, as with compose, and not where the context does, as with Copilot. */
  readonly isInContext: boolean;
}

/**
 * An image that is built. A config takes a directory, and what else it takes of a build, its schema says: a Dockerfile of another
 * name, arguments and a stage where `build` may be a map.
 */
export function putBuild(whole: Value, parts: BuildParts, target: Target): void {
  const isText = typeof whole.value === 'string';
  const named = typeof parts.dockerfile?.value === 'string' ? parts.dockerfile.value : 'Dockerfile';
  const fileName = resolved(named) ?? named;
  const given = typeof parts.context?.value === 'string' ? parts.context.value : undefined;
  const context = given ?? (parts.isInContext ? '.' : posix.dirname(fileName));
  const directory = rebased(whole.source, context);
  const file = parts.isInContext ? fileName : posix.relative(context, fileName);
  const inside = isMap(whole.value) ? partsOf(whole) : [];
  const others = [
    ...inside.filter((it) => !['context', 'dockerfile'].includes(nameOf(it))),
    ...(parts.target ? [parts.target] : []),
  ];
  const isPlain = file === 'Dockerfile' && others.every((it) => !['args', 'target'].includes(nameOf(it)));
  const takesMap = target.schema('build')?.properties !== undefined || target.schema('build', 'context') !== undefined;
  const from = parts.context ?? (isText ? whole : (parts.dockerfile ?? whole));
  const how = joined(given === undefined && !isText ? `the directory ${context}` : undefined, directory.how);
  if (isPlain || !takesMap) target.put(['build'], directory.path, from, how);
  else target.put(['build', 'context'], directory.path, from, how);
  if (parts.dockerfile && parts.dockerfile !== from) {
    if (file === 'Dockerfile') target.hold(parts.dockerfile, named === fileName ? undefined : 'Dockerfile, by default');
    else if (takesMap) target.put(['build', 'dockerfile'], file, parts.dockerfile);
    else
      target.leave(parts.dockerfile, {
        because: 'an image is built from the file Dockerfile of a directory',
        instead: 'name it so',
      });
  } else if (file !== 'Dockerfile' && takesMap) target.put(['build', 'dockerfile'], file, from);
  else if (file !== 'Dockerfile')
    target.leave(from, { because: 'an image is built from the file Dockerfile of a directory', instead: 'name it so' });
  for (const other of others)
    if (other === parts.target) told(misplaced, (it) => otherPart(it, target, takesMap))(other, target);
    else otherPart(other, target, takesMap);
}

const misplaced = 'it is read as image.build.target, where it belongs';

/** Whether `image.target` counts as the stage of what is built. */
export const isStageOf = (build: Value): boolean =>
  (typeof build.value === 'string' || isMap(build.value)) && within(build, 'target').value === undefined;

function otherPart(part: Value, target: Target, takesMap: boolean): void {
  if (nameOf(part) === 'target' && takesMap) to('build.target', text)(part, target);
  else if (nameOf(part) === 'args' && takesMap) argsOf(part, target);
  else if (['args', 'target'].includes(nameOf(part)) && !isNothing(part))
    target.leave(part, {
      because: 'a build has no arguments and stages',
      instead: 'set them in the Dockerfile, with ARG and as its last stage',
    });
  else if (['cache_from', 'cache_to', 'no_cache', 'pull', 'tags', 'provenance', 'sbom'].includes(nameOf(part)))
    target.hold(part, 'images are built with the cache of this machine');
  else if (['network', 'extra_hosts', 'shm_size', 'ulimits', 'privileged', 'entitlements'].includes(nameOf(part)))
    target.unknown(part, ofBuilder);
  else if (['ssh', 'secrets', 'additional_contexts', 'dockerfile_inline'].includes(nameOf(part)))
    target.unknown(part, beyondDirectory);
  else target.unknown(part);
}

const ofBuilder = {
  because: 'a config says what is built, and not in which network and with which limits of the builder',
  instead: 'set it where the builder runs, or build the image yourself and write `image`',
};
const beyondDirectory = {
  because: 'the builder gets a directory, arguments and a stage, and nothing beside these',
  instead: 'put what it needs into the directory, or build the image yourself and write `image`',
};

function argsOf(args: Value, target: Target): void {
  for (const arg of partsOf(args)) {
    const isEntry = Array.isArray(args.value);
    const [, name = '', value] = isEntry
      ? (/^([^=]*)(?:=(.*))?$/s.exec(plainText(arg.value)) ?? [])
      : ['', nameOf(arg)];
    const given = isEntry ? value : arg.value;
    target.put(
      ['build', 'args', name],
      given ?? `\${${name}}`,
      arg,
      given == null ? 'from the environment' : undefined,
    );
  }
}

/** `build` of compose: a directory, or a map. */
export const composeBuild: Row = (whole, target) => {
  const isText = typeof whole.value === 'string';
  if (!isText && !isMap(whole.value)) return target.unknown(whole);
  const part = (name: string) => (within(whole, name).value === undefined ? undefined : within(whole, name));
  putBuild(
    whole,
    {
      context: isText ? whole : part('context'),
      dockerfile: isText ? undefined : part('dockerfile'),
      isInContext: true,
    },
    target,
  );
};

/** `image.build` of Copilot: the path of a Dockerfile, or a map. Paths start in the workspace. */
export const copilotBuild: Row = (whole, target) => {
  const isText = typeof whole.value === 'string';
  if (!isText && !isMap(whole.value)) return target.unknown(whole);
  const part = (name: string) => (within(whole, name).value === undefined ? undefined : within(whole, name));
  const context = isText ? undefined : part('context');
  const dockerfile = isText ? whole : part('dockerfile');
  const implied =
    context && !dockerfile ? { ...whole, value: posix.join(plainText(context.value), 'Dockerfile') } : undefined;
  const stage = isStageOf(whole) ? beside(whole, 'target') : undefined;
  const parts = { context, dockerfile: dockerfile ?? implied, isInContext: false };
  putBuild(whole, { ...parts, target: stage?.value === undefined ? undefined : stage }, target);
};
