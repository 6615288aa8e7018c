/**
 * Some customers, with what is recommended to them and why.
 * @module
 */
import type { ExampleCustomer, Report } from '../../report.js';
import { agoText, money, plural } from '../../words.js';
import { between, html, type Html } from '../escape.js';
import { lead, more, name, section, type Section } from '../parts.js';
import { mark } from '../shapes.js';

const SHOWN = 5;
const WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

export function examplesSection(report: Report): Section | null {
  const { examples, segments, currency } = report;
  if (examples.length === 0) return null;
  const n = WORDS[examples.length] ?? String(examples.length);
  const places = new Map(segments.map(({ name }, place) => [name, place]));
  return section(
    'examples',
    examples.length === 1 ? 'One customer as an example' : `${n} customers as examples`,
    lead('What the shop would suggest to each of them, and which of their purchases speaks most for it.'),
    html`<ul class="entries">
      ${examples.map((example) => entry(example, places, currency))}
    </ul>`,
  );
}

function entry(example: ExampleCustomer, places: ReadonlyMap<string, number>, currency: string | null): Html {
  const { customer, segment, recency, frequency, monetary, bought, recommended } = example;
  const place = places.get(segment);
  const picks = recommended.map(
    (pick) =>
      html`<li>${name(pick)}${pick.because !== null && html` <span class="sub">because they bought ${name(pick.because)}</span>`}</li> `,
  );
  return html`<li>
    <h3>Customer <bdi>${customer}</bdi></h3>
    <p class="sub">
      ${place !== undefined && mark(place)}<bdi>${segment}</bdi><br />Last order ${agoText(recency)}, ${plural(frequency, 'order')},
      ${money(monetary, currency)} spent
    </p>
    ${bought.length > 0 && html`<p>Bought most: ${between(bought.map(name), ', ')}.</p>`}
    ${
      picks.length === 0
        ? html`<p>Nothing is recommended: too little is known.</p>`
        : html`<p>Suggest:</p>
            <ol class="picks">
              ${picks.slice(0, SHOWN)}
            </ol>`
    }
    ${
      picks.length > SHOWN &&
      more(
        `${plural(picks.length - SHOWN, 'more suggestion')}`,
        html`<ol class="picks" start="${SHOWN + 1}">
          ${picks.slice(SHOWN)}
        </ol>`,
      )
    }
  </li> `;
}
