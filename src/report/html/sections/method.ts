/**
 * How it was computed, in plain words.
 * @module
 */
import type { Report } from '../../report.js';
import { html, type Html } from '../escape.js';
import { technical } from '../parts.js';

export function method({ accuracy }: Report): Html {
  return html`<section id="method" aria-labelledby="method-heading">
      <h2 id="method-heading">How this was computed</h2>
      <p>
        The orders were read as they are; rows that are no sale to a known customer were left out. What went back was left out too, but the
        sale that it takes back still counts. For each customer three figures were counted: how long ago the last order was, how many orders
        there were, and how much was spent. Customers with similar figures form a segment.
      </p>
      <p>
        A recommendation is an item that the customer has not bought, but that was bought by the same people who bought what the customer
        has. The purchase given with it is the one that adds most to it, though often only a small part.
      </p>
      <p>Everything was computed on the machine where the orders lie. Nothing was uploaded, and this page loads nothing.</p>
      ${technical(
        'The methods by their names',
        html`<ul>
          <li>Segments: k-means on standardized logarithms of recency, frequency and monetary value.</li>
          <li>
            Recommendations: item-based nearest neighbors (ItemKNN) with cosine similarity on bought or not bought; the score is the sum
            over the customer’s items, and the reason its largest part.
          </li>
          <li>
            Pairs: orders with both items against the number expected if they were independent (lift); likelihood-ratio test, Bonferroni
            over all pairs examined.
          </li>
          <li>
            Chances to buy: logistic regression on figures of customers before several days, with what they did after them; tested on the
            last horizon, against recency alone.
          </li>
          <li>
            Who comes back, and worth: BG/NBD and Gamma-Gamma by maximum likelihood; tested on the last quarter of the time, against recency
            and monetary value alone.
          </li>
          <li>Repeat purchases: median days between days of purchase, per customer and item.</li>
          ${typeof accuracy !== 'string' && html`<li>Measurement: temporal split, the last ${accuracy.testDays} days held out; full ranking, no sampled negatives; against the most popular items of all days before and of the last ${accuracy.testDays} of them; percentile bootstrap over customers.</li>`}
        </ul>`,
      )}
    </section>
    <p>Made with kindred.</p>`;
}
