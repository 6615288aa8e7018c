/**
 * What every page is made of: a head, its contents, sections and a foot.
 * @module
 */
import { Html, html, type Part } from './escape.js';
import type { Section } from './parts.js';
import { STYLE } from './style.js';

export interface Frame {
  readonly title: string;
  /** Above the title. */
  readonly eyebrow: string;
  /** Below it. */
  readonly head: Part;
  readonly sections: readonly Section[];
  /** A section `method`, and what stands at the end. */
  readonly footer: Part;
}

export function frame({ title, eyebrow, head, sections, footer }: Frame): string {
  return `${html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p class="eyebrow">${eyebrow}</p>
          <h1>${title}</h1>
          ${head}
        </header>
        <nav aria-labelledby="contents">
          <h2 id="contents">In this report</h2>
          <ol>
            ${[...sections, { id: 'method', heading: 'How this was computed' }].map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}
          </ol>
        </nav>
        <main>
          ${sections.map(
            ({ id, heading, body }) =>
              html`<section id="${id}" aria-labelledby="${id}-heading">
                <h2 id="${id}-heading">${heading}</h2>
                ${body}
              </section> `,
          )}
        </main>
        <footer>${footer}</footer>
      </body>
    </html> `}`;
}
