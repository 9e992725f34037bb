/** The sentence that says what something is. A full stop within a name ends none. */
export const firstSentence = (text: string): string =>
  /^.*?[.:](?= [A-Z]|$)/s.exec(text)?.[0].replace(/:$/, '.') ?? text;
