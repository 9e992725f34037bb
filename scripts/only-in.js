/** The lines that only the first list has. The lists are multisets: each line of the second removes one equal line. */
export function onlyIn(lines, others) {
  const partners = [...others];
  return lines.filter((line) => {
    const at = partners.indexOf(line);
    if (at >= 0) partners.splice(at, 1);
    return at < 0;
  });
}
