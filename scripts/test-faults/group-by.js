/** Node 20 has no `Object.groupBy`. @returns entries of keys and lists */
export function groupBy(list, keyOf) {
  const groups = new Map();
  for (const it of list) groups.set(keyOf(it), [...(groups.get(keyOf(it)) ?? []), it]);
  return [...groups];
}
