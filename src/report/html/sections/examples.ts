/**
 * Some customers, with what is recommended to them and why.
 * @module
 */
import type { ExampleCustomer, Report } from '../../report.js';
import { agoText, capital, figureOf, money, numeral, plural } from '../../words.js';
import { between, html, type Html } from '../escape.js';
import { lead, more, name, section, type Section } from '../parts.js';
import { mark } from '../shapes.js';
import { cautionNote } from '../wording.js';

const SHOWN = 5;

export function examplesSection(report: Report): Section | null {
  const { examples, segments, currency } = report;
  if (examples.length === 0) return null;
  const places = new Map(segments.map(({ name }, place) => [name, place]));
  return section(
    'examples',
    examples.length === 1 ? 'One customer as an example' : `${capital(numeral(examples.length))} customers as examples`,
    cautionNote(report),
    lead(
      `What is recommended to ${examples.length === 1 ? 'this customer' : 'each of them'}, and the purchase that it goes with above all.`,
    ),
    html`<ul class="entries">
      ${examples.map((example) => entry(example, places, currency))}
    </ul>`,
  );
}

function entry(example: ExampleCustomer, places: ReadonlyMap<string, number>, currency: string | null): Html {
  const { customer, segment, recency, frequency, monetary, bought, recommended } = example;
  const place = places.get(segment);
  const picks = recommended.map(
    (pick) => html`<li>${name(pick)}${pick.because !== null && html` <span class="sub">above all with ${name(pick.because)}</span>`}</li> `,
  );
  const most = bought.map((item) => html`${name(item)} (${plural(item.orders, 'order')})`);
  return html`<li>
    <h3>Customer <bdi>${customer}</bdi></h3>
    <p class="sub">
      ${place !== undefined && mark(place)}<bdi>${segment}</bdi><br />Last order ${agoText(recency)}, ${figureOf(frequency, 'order')},
      ${money(monetary, currency)} spent
    </p>
    ${most.length > 0 && html`<p>Bought in most orders: ${between(most, ', ')}.</p>`}
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
