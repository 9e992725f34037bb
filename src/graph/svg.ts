import { dotOf } from './dot.js';
import type { Picture } from './picture.js';

/**
 * The picture laid out by Graphviz, which is carried along as WebAssembly: nothing needs to be installed. It is loaded
 * here and nowhere else, because it is large.
 * @throws Error with Graphviz's own words: the picture was not one
 */
export async function svgOf(picture: Picture): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  const svg = viz.renderString(dotOf(picture), { format: 'svg' });
  return svg.replaceAll('font-family="Verdana"', 'font-family="Verdana,DejaVu Sans,sans-serif"');
}
