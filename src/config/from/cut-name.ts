/** The beginning of a name, of so many characters at most, and without a hyphen at its end. */
export function cutName(name: string, most: number): string {
  let end = Math.min(name.length, most);
  while (name[end - 1] === '-') end--;
  return name.slice(0, end);
}
