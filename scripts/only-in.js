/** The lines that only the first of two lists has. As multisets: of two alike, one that has a partner leaves the other. */
export function onlyIn(lines, others) {
  const partners = [...others];
  return lines.filter((line) => {
    const at = partners.indexOf(line);
    if (at >= 0) partners.splice(at, 1);
    return at < 0;
  });
}
