/**
 * Recommendations, each with the purchases that speak for it.
 * @module
 */
import type { Offered } from '../messages';
import { h } from './dom';
import { percent, plural } from './words';

export function offeredList(offered: readonly Offered[]): HTMLElement {
  if (offered.length === 0) return h('p', { class: 'quiet' }, 'Nothing in the orders speaks for any item here.');
  return h('ol', { class: 'offered' }, ...offered.map(one));
}

function one({ item, name, because, customers }: Offered): HTMLElement {
  const title = h('p', { class: 'item' }, h('b', {}, name || item), ' ', name !== '' && h('span', { class: 'quiet' }, item));
  if (because.length === 0)
    return h('li', {}, title, h('p', { class: 'quiet' }, `A best-seller: ${plural(customers, 'customer')} bought it.`));
  return h(
    'li',
    {},
    title,
    h(
      'ul',
      { class: 'because', 'aria-label': `Why ${name || item}` },
      ...because.map((part) =>
        h(
          'li',
          {},
          h('span', { class: 'share', style: `--share: ${part.share}`, 'aria-hidden': 'true' }),
          h('span', { class: 'part' }, part.name),
          h('span', { class: 'quiet' }, percent(part.share)),
        ),
      ),
    ),
  );
}
