/**
 * As much of a document as the chart library needs to draw into: elements with attributes and children that become SVG text. Browsers' workers and Node have
 * none, and a whole one (linkedom, with its parsers of HTML and CSS) would be larger than the charts.
 * @module
 */
const SVG = 'http://www.w3.org/2000/svg';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]);

/** Two decimals: engines whose logarithms differ in the last bit draw the same text. */
const NUMBER = /-?\d+\.\d{3,}(e-\d+)?|-?\d+e-\d+/g;
const rounded = (text: string) => text.replace(NUMBER, (digits) => String(Math.floor(Number(digits) * 100 + 0.5) / 100 + 0));

abstract class Child {
  parentNode: SvgElement | null = null;
  readonly ownerDocument: SvgDocument;
  constructor(ownerDocument: SvgDocument) {
    this.ownerDocument = ownerDocument;
  }
  abstract toString(): string;
}

class Text extends Child {
  readonly data: string;
  constructor(ownerDocument: SvgDocument, data: string) {
    super(ownerDocument);
    this.data = data;
  }
  override toString(): string {
    return escape(this.data);
  }
}

/** An element. */
export class SvgElement extends Child {
  readonly namespaceURI: string = SVG;
  readonly attributes: Map<string, string> = new Map();
  readonly childNodes: Child[] = [];
  readonly name: string;
  readonly style = { setProperty: (name: string, value: string): void => void this.attributes.set(name, rounded(String(value))) };

  constructor(ownerDocument: SvgDocument, name: string) {
    super(ownerDocument);
    this.name = name;
  }
  get children(): SvgElement[] {
    return this.childNodes.filter((child) => child instanceof SvgElement);
  }
  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, rounded(String(value)));
  }
  setAttributeNS(_space: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  insertBefore<C extends Child>(child: C, next: Child | null): C {
    child.parentNode?.removeChild(child);
    const at = next === null ? -1 : this.childNodes.indexOf(next);
    this.childNodes.splice(at < 0 ? this.childNodes.length : at, 0, child);
    child.parentNode = this;
    return child;
  }
  appendChild<C extends Child>(child: C): C {
    return this.insertBefore(child, null);
  }
  removeChild<C extends Child>(child: C): C {
    this.childNodes.splice(this.childNodes.indexOf(child), 1);
    child.parentNode = null;
    return child;
  }
  set textContent(text: string) {
    this.childNodes.length = 0;
    if (text !== '') this.appendChild(new Text(this.ownerDocument, String(text)));
  }
  /** As one picture with one text: labels inside are not read. */
  picture(label: string): string {
    for (const name of ['font-family', 'font-size']) this.attributes.delete(name); // the page's own
    return `<svg role="img" aria-label="${escape(label)}"${this.inside()}`;
  }
  override toString(): string {
    return this.name === 'style' ? '' : `<${this.name}${this.inside()}`; // the page has its own
  }
  private inside(): string {
    const attributes = [...this.attributes]
      .filter(([name]) => !name.startsWith('aria-'))
      .map(([name, value]) => ` ${name}="${escape(value)}"`);
    return `${attributes.join('')}${this.childNodes.length === 0 ? '/>' : `>${this.childNodes.join('')}</${this.name}>`}`;
  }
}

/** A document of SVG elements: what `Plot.plot({ document })` draws into. */
export class SvgDocument {
  readonly documentElement: SvgElement = new SvgElement(this, 'svg');
  createElementNS(_space: string, name: string): SvgElement {
    return new SvgElement(this, name);
  }
  createTextNode(data: string): Text {
    return new Text(this, data);
  }
}
