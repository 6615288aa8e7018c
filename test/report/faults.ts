// What is wrong with a page as HTML.
const VOID = ['meta', 'br', 'img', 'link', 'input', 'hr'];
/** Tags that do not close in the order they were opened, and signs that are no HTML. */
export function faults(page: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  const text = page.replace(/<style>[^<]*<\/style>/, '').replace('<!doctype html>', '');
  const rest = text.replace(
    /<(\/?)([a-z]\w*)((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*(\/?)>/gi,
    (_, end: string, tag: string, __, self: string) => {
      if (end === '') open.push(...(self === '/' || VOID.includes(tag) ? [] : [tag]));
      else if (open.pop() !== tag) found.push(`</${tag}>`);
      return '';
    },
  );
  return [...found, ...open, ...(rest.match(/[<>]|&(?!(amp|lt|gt|quot|#39);)/g) ?? [])];
}
