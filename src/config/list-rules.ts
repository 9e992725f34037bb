import type { Finding } from './rules.js';
import type { Shape } from './schema.js';
import type { Path, Sound } from './sound.js';

/** Lists whose entries become something in AWS each: what is there twice could be made once only. */
function listsOf({ services, ingress, network }: Sound<Shape>): { at: Path; entries: readonly (string | undefined)[] }[] {
  const { public: open = [], private: closed = [] } = network?.existing ?? {};
  return [
    ...Object.entries(services ?? {}).flatMap(([name, service]) => [
      { at: ['services', name, 'allow'], entries: service?.allow ?? [] },
      { at: ['services', name, 'calledBy'], entries: service?.calledBy ?? [] },
    ]),
    { at: ['ingress', 'routes'], entries: ingress?.routes ?? [] },
    { at: ['network', 'existing', 'public'], entries: open },
    { at: ['network', 'existing', 'private'], entries: closed },
  ];
}

export function listedTwice(config: Sound<Shape>): Finding[] {
  return listsOf(config).flatMap(({ at, entries }) =>
    entries.flatMap((entry, i): Finding[] => {
      const first = entries.indexOf(entry);
      if (entry === undefined || first === i) return [];
      const message = `${JSON.stringify(entry)} is there twice`;
      return [{ at: [[...at, i]], message, hint: 'remove one of the two', other: [...at, first] }];
    }),
  );
}
