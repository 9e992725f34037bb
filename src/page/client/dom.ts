/** Elements are made here alone. A text becomes a text node, so nothing that AWS's data says is ever markup. */

type Child = Node | string | undefined;

/** @param attributes `undefined` leaves one out */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: { readonly [name: string]: string | undefined } = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((it) => it !== undefined));
  return made;
}

/** An element of the document itself. @throws Error where the document is another one */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** A section with a heading, which names it as a landmark. */
export function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  return element('section', { 'aria-labelledby': id }, element('h2', { id }, title), ...children);
}

/** Terms and what is said of each. */
export const terms = (rows: readonly (readonly [string, Child])[]): HTMLElement =>
  element('dl', {}, ...rows.flatMap(([term, said]) => [element('dt', {}, term), element('dd', {}, said)]));

/** Data as text, in a box that can be scrolled with the keyboard. */
export const textBox = (label: string, text: string): HTMLElement =>
  element('pre', { tabindex: '0', role: 'group', 'aria-label': label }, text);

/** A table that is scrolled, with the keyboard too, where it is wider than its place. The first cell of a row is its head. */
export const tableOf = (
  label: string,
  heads: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
): HTMLElement =>
  element(
    'div',
    { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': `${label}, may be scrolled` },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...heads.map((it) => element('th', { scope: 'col' }, it)))),
      element(
        'tbody',
        {},
        ...rows.map(([first = '', ...rest]) =>
          element('tr', {}, element('th', { scope: 'row' }, first), ...rest.map((it) => element('td', {}, it))),
        ),
      ),
    ),
  );

/**
 * Makes an element's content like another one's, and keeps what is alike: focus, scrolling and the place that a screen reader reads
 * stay. The look is set by the style's own members, because the page's policy lets no attribute do it. Listeners of `made` are lost.
 */
export function renew(old: Element, made: Element): void {
  const [before, after] = [[...old.childNodes], [...made.childNodes]];
  for (const [at, child] of after.entries()) {
    const was = before[at];
    if (!was) old.append(child);
    else if (was instanceof HTMLElement && child instanceof HTMLElement && isAlike(was, child)) {
      if (was.style.cssText !== child.style.cssText) was.style.cssText = child.style.cssText;
      renew(was, child);
    } else if (!was.isEqualNode(child)) was.replaceWith(child);
  }
  for (const left of before.slice(after.length)) left.remove();
}

const isAlike = (one: Element, other: Element): boolean =>
  one.tagName === other.tagName && attributesOf(one) === attributesOf(other);
const attributesOf = (it: Element): string =>
  JSON.stringify([...it.attributes].flatMap(({ name, value }) => (name === 'style' ? [] : [[name, value]])));
