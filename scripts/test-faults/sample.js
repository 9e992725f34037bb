/**
 * Of all cases as few as it takes for each fault to meet each command of each blueprint and each noun, and each noun
 * to be met in each command. @param most where there is no time for all of those
 */
export function sampleOf(cases, seed, most = Infinity) {
  const met = new Set();
  const pairsOf = ({ kind, command, noun, blueprint }) => [
    `${kind} × ${blueprint} ${command}`,
    `${kind} × ${noun}`,
    `${command} × ${noun}`,
  ];
  const shuffled = shuffle(cases, seed);
  const chosen = [];
  // Those that bring most first.
  for (const least of [3, 2, 1])
    for (const it of shuffled) {
      const news = pairsOf(it).filter((pair) => !met.has(pair));
      if (news.length < least) continue;
      for (const pair of news) met.add(pair);
      chosen.push(it);
    }
  return chosen.slice(0, most);
}

function shuffle(list, seed) {
  const random = mulberry32(seed);
  return list
    .map((it) => [random(), it])
    .sort(([a], [b]) => a - b)
    .map(([, it]) => it);
}

/** A small generator of random numbers that gives the same ones for one seed. */
function mulberry32(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
