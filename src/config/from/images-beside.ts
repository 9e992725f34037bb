import type { Path } from '../member-path.js';
import { pathText } from '../problem-messages.js';
import type { Draft } from './draft.js';

/**
 * Images of containers beside that of a service, where the files name none: a variable says which, so that all else that the files say of
 * the container stays.
 */
export function imagesBeside(draft: Draft): void {
  const containers = new Map(
    draft.members.flatMap(({ to }) => {
      const isInContainer = to[2] === 'containers' && to.length > 4;
      return isInContainer ? [[pathText(to.slice(0, 4)), to.slice(0, 4)] as const] : [];
    }),
  );
  for (const path of containers.values()) {
    if (draft.within([...path, 'image']).length > 0) continue;
    const variable = variableFor(path);
    const why = `the image is not named: push what is built to a repository, and set ${variable}`;
    draft.top.put([...path, 'image'], `\${${variable}}`, [], why);
  }
}

const variableFor = (path: Path): string =>
  `${String(path.at(-1))
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_')}_IMAGE`;
