import { expect, test } from '@jest/globals';
import { svgOf } from '../../src/graph/svg.js';
import { everyThird, inFull } from '../full.js';
import { isInside, linesIn, titlesIn } from './geometry.js';
import { boxesIn, stackNamed, stacks } from './stacks.js';

/** What is measured in the pictures: where titles, arrows and zones are. */

const pictures = stacks.flatMap(([name, { dependencies, topology }]) => [
  [`${name}, steps`, dependencies] as const,
  [`${name}, topology`, topology] as const,
]);

test.each(inFull(pictures, everyThird(pictures)))('%s: no arrow crosses a title', async (_name, picture) => {
  const svg = await svgOf(picture);
  const [titles, lines] = [titlesIn(svg), linesIn(svg)];
  expect(titles).toHaveLength(boxesIn(picture).length);
  expect(lines).toHaveLength(picture.arrows.filter(({ line }) => line !== 'none').length);
  expect(lines.filter(({ points }) => points.length < 101 || points.flat().some(Number.isNaN))).toEqual([]);
  const crossed = titles.flatMap((title) =>
    lines.filter(({ points }) => points.some((it) => isInside(it, title))).map(({ name }) => [title.text, name]),
  );
  expect(crossed).toEqual([]);
});

test.each(stacks)('%s: zones stand in their order, side by side or above each other', async (_name, { topology }) => {
  const titles = titlesIn(await svgOf(topology));
  for (const vpc of topology.boxes) {
    const zones = vpc.boxes.filter(({ isInRow }) => isInRow === true);
    const names = zones.map(({ title }) => title);
    expect(names).toEqual(names.toSorted());
    const places = zones.flatMap(({ id }) => titles.find((it) => it.id === `title of ${id}`) ?? []);
    expect(places).toHaveLength(zones.length);
    const along = (side: 'left' | 'top') => places.toSorted((a, b) => a[side] - b[side]).map(({ text }) => text);
    const [across, down] = [along('left'), along('top')];
    expect(JSON.stringify(names) === JSON.stringify(across) ? across : down).toEqual(names);
  }
});

test('tasks are drawn in no more subnets than there are tasks', () => {
  const tasksOf = (stack: string, service: string) =>
    stackNamed(stack).topology.arrows.flatMap(({ from, to }) => (from === service && to.includes(' in ') ? [to] : []));
  expect(tasksOf('cloud-map-private', 'sample-service-service')).toEqual([
    'sample-service-service in private-subnet-a',
  ]);
  expect(tasksOf('cloud-map-public', 'web-service')).toHaveLength(2);
});
