import { Document, isPair, isScalar, visit, type Node } from 'yaml';
import type { Path } from '../../config/member-path.js';
import type { ShownValues } from './shown-values.js';
import { plainText } from '../../plain-text.js';

/** The config as YAML. @param hasSources whether each value has a comment that says where it is from */
export function configText({ config, sourceOf }: ShownValues, hasSources: boolean): string {
  const document = new Document(config, { aliasDuplicateObjects: false });
  if (hasSources)
    visit(document, {
      Node(key, node, ancestors) {
        const isEmpty = 'items' in node && node.items.length === 0;
        if (key === 'key' || !(isScalar(node) || isEmpty)) return;
        node.comment = ` ${sourceOf(pathOf(ancestors, node))}`;
      },
    });
  return document.toString({ lineWidth: 0 });
}

/** Names and indexes on the way to a node. */
function pathOf(ancestors: readonly unknown[], node: Node): Path {
  const way = [...ancestors, node];
  return way.flatMap((it, i): (string | number)[] => {
    if (isPair(it)) return [plainText(isScalar(it.key) ? it.key.value : it.key)];
    const parent = way[i - 1];
    const isEntry = typeof parent === 'object' && parent !== null && 'items' in parent && !isPair(it);
    return isEntry ? [(parent.items as readonly unknown[]).indexOf(it)] : [];
  });
}
