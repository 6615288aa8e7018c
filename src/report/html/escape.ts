/**
 * HTML text by a template that escapes everything put into it, except what was made by the template itself.
 * @module
 */

/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** What a template takes: lists are joined, null, undefined and false are nothing. */
export type Part = Html | string | number | null | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  // a number and its percent sign stay on one line; control characters are no HTML
  const text = String(part)
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd')
    .replace(/(\d) %/g, '$1\u00a0%');
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}

/** `html\`<p>${text}</p>\``. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, next, i) => text + render(parts[i - 1]) + next.replace(/\n\s+/g, '\n'), ''));
}

/** Something between the parts, such as a comma. */
export const between = (parts: readonly Part[], what: string): Part => parts.map((part, i) => (i === 0 ? part : [what, part]));
