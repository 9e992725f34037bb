/** All pages of a listing, however the service spells its page tokens. */
export async function all(client, Command, input, member) {
  const items = [];
  let token = {};
  do {
    const page = await client.send(new Command({ ...input, ...token }));
    items.push(...(page[member] ?? []));
    const name = ['NextToken', 'nextToken', 'NextMarker', 'Marker'].find((it) => page[it]);
    token = name && { [name.replace('NextMarker', 'Marker')]: page[name] };
  } while (token);
  return items;
}

/** The tag that says which step made it, in whichever spelling; else `otherwise`. */
export function nameOf(tags, otherwise = 'untagged') {
  const pairs = Array.isArray(tags)
    ? tags.map((it) => [it.Key ?? it.key, it.Value ?? it.value])
    : Object.entries(tags ?? {});
  return Object.fromEntries(pairs)['provision:step'] ?? otherwise;
}
