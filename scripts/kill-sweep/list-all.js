/** Reads all pages of a listing. Services name their page tokens differently. */
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

/** The value of the tag `provision:step`, in any of the services' spellings; `otherwise` if there is none. */
export function nameOf(tags, otherwise = 'untagged') {
  const pairs = Array.isArray(tags)
    ? tags.map((it) => [it.Key ?? it.key, it.Value ?? it.value])
    : Object.entries(tags ?? {});
  return Object.fromEntries(pairs)['provision:step'] ?? otherwise;
}
