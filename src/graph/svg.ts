import { arrangements, dotOf } from './dot.js';
import { isInOrder } from './box-places.js';
import type { Picture } from './picture.js';

/**
 * The picture laid out by Graphviz, which is carried along as WebAssembly: nothing needs to be installed. It is loaded
 * here and nowhere else, because it is large. Where boxes do not stand in their order, it is laid out in another arrangement.
 * @throws Error with Graphviz's own words: the picture was not one
 */
export async function svgOf(picture: Picture): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  let svg = '';
  for (const arrangement of arrangements) {
    svg = viz.renderString(dotOf(picture, arrangement), { format: 'svg' });
    if (isInOrder(picture, svg)) break;
  }
  return svg.replaceAll('font-family="Verdana"', 'font-family="Verdana,DejaVu Sans,sans-serif"');
}
