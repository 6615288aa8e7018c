/**
 * The example shop: two years of seeded orders whose truth is known. Customers have a latent type (how often and how much) and a taste (which categories);
 * neither is in the orders.
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import { checkOptions, integer, seed as seedOption, type Constraints } from '../check.js';
import { DAY } from '../data/time.js';
import { generator } from '../random.js';
import { writeCsv } from '../data/csv-text.js';

export interface ExampleShopOptions {
  /** Default 5000. */
  customers?: number;
  /** Default 400. */
  products?: number;
  /** Default 7. */
  seed?: number;
}

/** Three CSV texts. */
export interface ExampleShop {
  /** customer, order, item, name, category, quantity, price, time: one row an order line; returns have a negative quantity. */
  readonly orders: string;
  /** item, name, category, price. */
  readonly products: string;
  /** customer, type, taste: what no shop would know. */
  readonly truth: string;
}

const SHOP: Constraints<Required<ExampleShopOptions>> = {
  customers: integer(5000, 1),
  products: integer(400, 20),
  seed: { ...seedOption(), default: 7 },
};

/** The first day, 2024-01-01, and how many there are. */
const START = 1704067200000;
const DAYS = 731;

/** Latent types: share of customers, mean days between orders, mean lines an order, how dear the items may be (1: anything), first and last possible day. */
const TYPES = [
  { type: 'devoted', share: 0.08, gap: 12, lines: 4.5, dear: 1.5, joins: [0, 240], leaves: [DAYS, DAYS] },
  { type: 'regular', share: 0.22, gap: 34, lines: 3, dear: 1, joins: [0, 300], leaves: [DAYS, DAYS] },
  { type: 'occasional', share: 0.3, gap: 105, lines: 2, dear: 0.9, joins: [0, 180], leaves: [DAYS, DAYS] },
  { type: 'newcomer', share: 0.15, gap: 30, lines: 1.6, dear: 0.8, joins: [665, 728], leaves: [DAYS, DAYS] },
  { type: 'lapsed', share: 0.25, gap: 40, lines: 2, dear: 0.9, joins: [0, 150], leaves: [180, 400] },
] as const;

/** Categories: price range, and the months (0 is January) in which they sell more. */
const CATEGORIES = [
  {
    category: 'tea',
    prices: [3, 18],
    months: [10, 11, 0, 1],
    nouns: ['Assam', 'Earl Grey', 'Sencha', 'Oolong', 'Rooibos', 'Mint', 'Chai', 'Darjeeling'],
  },
  {
    category: 'coffee',
    prices: [6, 28],
    months: [0, 1, 10],
    nouns: ['Espresso', 'Filter Roast', 'Decaf', 'Single Origin', 'Crema', 'Cold Brew'],
  },
  { category: 'kitchen', prices: [9, 75], months: [10, 11], nouns: ['Kettle', 'Mug', 'Teapot', 'Grinder', 'Scale', 'Tray', 'Bowl', 'Jug'] },
  { category: 'garden', prices: [4, 60], months: [2, 3, 4, 5], nouns: ['Seeds', 'Planter', 'Trowel', 'Lantern', 'Watering Can', 'Gloves'] },
  { category: 'bath', prices: [4, 32], months: [4, 11], nouns: ['Soap', 'Oil', 'Salt', 'Towel', 'Brush', 'Candle'] },
  { category: 'paper', prices: [2, 22], months: [8, 11], nouns: ['Notebook', 'Cards', 'Pencils', 'Planner', 'Wrap', 'Ribbon'] },
  { category: 'kids', prices: [5, 45], months: [10, 11], nouns: ['Puzzle', 'Blocks', 'Kite', 'Crayons', 'Book', 'Ball'] },
  { category: 'sweets', prices: [2, 20], months: [1, 3, 11], nouns: ['Fudge', 'Nougat', 'Truffles', 'Toffee', 'Biscuits', 'Jam'] },
] as const;

const ADJECTIVES = [
  'Classic',
  'Little',
  'Golden',
  'Wild',
  'Blue',
  'Garden',
  'Winter',
  'Smoked',
  'Royal',
  'Plain',
  'Spiced',
  'Country',
  'Silver',
  'Morning',
];

interface Product {
  readonly item: string;
  readonly name: string;
  readonly category: number;
  readonly price: number;
  readonly appeal: number;
}

/**
 * Make the shop. The same options give the same text everywhere.
 * @throws KindredError `invalid-option`
 * @example
 * ```ts
 * import { exampleShop } from 'kindred/io';
 * const { orders, truth } = exampleShop({ customers: 20 });
 * console.log(orders.slice(0, 22), truth.split('\n').length); // customer,order,item,na 22
 * ```
 */
export function exampleShop(options: ExampleShopOptions = {}): ExampleShop {
  const { customers, products: size, seed } = checkOptions<Required<ExampleShopOptions>>('exampleShop', SHOP, options);
  const random = generator(seed);
  const products = makeProducts(size, random);
  const lines: { at: number; cells: (string | number)[] }[] = [];
  const truth: string[][] = [];
  for (let c = 0; c < customers; c++) {
    const customer = `c${String(c + 1).padStart(5, '0')}`;
    const type =
      TYPES[
        pick(
          TYPES.map(({ share }) => share),
          random,
        )
      ];
    const taste = [Math.floor(random() * CATEGORIES.length), Math.floor(random() * CATEGORIES.length)];
    truth.push([customer, type.type, [...new Set(taste)].map((t) => CATEGORIES[t].category).join(' ')]);
    shopping(type, taste, products, random, (day, row, cells) => lines.push({ at: START + day * DAY + row, cells: [customer, ...cells] }));
  }
  lines.sort((a, b) => a.at - b.at);
  return {
    orders: writeCsv(['customer', 'order', 'item', 'name', 'category', 'quantity', 'price', 'time'], numbered(lines)),
    products: writeCsv(
      ['item', 'name', 'category', 'price'],
      products.map((p) => [p.item, p.name, CATEGORIES[p.category].category, p.price]),
    ),
    truth: writeCsv(['customer', 'type', 'taste'], truth),
  };
}

type Row = (string | number)[];

/** Order numbers in the order of time: lines of one customer at one moment are one order. */
function* numbered(lines: readonly { at: number; cells: Row }[]): Generator<Row> {
  let order = 100000;
  let previous = '';
  for (const { at, cells } of lines) {
    const [customer, item, name, category, quantity, price] = cells;
    const key = `${customer} ${at}`;
    if (key !== previous) order++;
    previous = key;
    yield [customer, order, item, name, category, quantity, price, new Date(at).toISOString().slice(0, 19)];
  }
}

function makeProducts(size: number, random: () => number): Product[] {
  return Array.from({ length: size }, (_, p) => {
    const category = p % CATEGORIES.length;
    const { prices, nouns } = CATEGORIES[category];
    const noun = nouns[Math.floor(random() * nouns.length)];
    const price = Math.floor((prices[0] + (prices[1] - prices[0]) * random() * random()) * 20) / 20;
    const item = `p${String(p + 1).padStart(4, '0')}`;
    return {
      item,
      name: `${ADJECTIVES[Math.floor(random() * ADJECTIVES.length)]} ${noun} ${p + 1}`,
      category,
      price,
      appeal: exp(-3.2 * random()),
    };
  });
}

/** Everything one customer buys and sends back. */
function shopping(
  type: (typeof TYPES)[number],
  taste: readonly number[],
  products: readonly Product[],
  random: () => number,
  emit: (day: number, ms: number, cells: Row) => void,
): void {
  const between = ([from, to]: readonly [number, number]) => from + random() * (to - from);
  const last = between(type.leaves);
  const favourites: Product[] = [];
  const own = type.gap * (0.7 + 0.6 * random()); // this customer's own rhythm
  for (let day = between(type.joins); day < last; day += waiting(own, day, random)) {
    const ms = (8 * 60 + Math.floor(random() * 780)) * 60000;
    const month = new Date(START + Math.floor(day) * DAY).getUTCMonth();
    const basket = new Set<Product>();
    const size = 1 + Math.floor(-log(1 - random()) * (type.lines - 0.5));
    for (let line = 0; line < size && line < 12; line++) {
      const again = favourites.length > 0 && random() < 0.35;
      const product = again ? favourites[Math.floor(random() * favourites.length)] : choose(products, taste, month, type.dear, random);
      if (basket.has(product)) continue;
      basket.add(product);
      if (random() < 0.3) favourites.push(product);
      const quantity = 1 + Math.floor(-log(1 - random()) * 0.9);
      const cells = [product.item, product.name, CATEGORIES[product.category].category];
      emit(Math.floor(day), ms, [...cells, quantity, product.price]);
      if (random() < 0.02 && day + 7 < DAYS) emit(Math.floor(day) + 7, ms, [...cells, -quantity, product.price]);
    }
  }
}

/** Days until the next order: two exponential waits around the rhythm (people are steadier than chance), shorter before Christmas. */
function waiting(gap: number, day: number, random: () => number): number {
  const month = new Date(START + Math.floor(day) * DAY).getUTCMonth();
  return 1 - (log(1 - random()) + log(1 - random())) * (gap / 2) * (month >= 9 && month <= 10 ? 0.7 : 1);
}

/** A product by appeal, season, taste and how dear it may be. */
function choose(products: readonly Product[], taste: readonly number[], month: number, dear: number, random: () => number): Product {
  const category = random() < 0.75 ? taste[Math.floor(random() * taste.length)] : Math.floor(random() * CATEGORIES.length);
  const inSeason = (CATEGORIES[category].months as readonly number[]).includes(month);
  if (!inSeason && random() < 0.35) return choose(products, taste, month, dear, random);
  const own = products.filter((p) => p.category === category);
  return own[
    pick(
      own.map((p) => p.appeal * (p.price > 25 ? dear * 0.7 : 1)),
      random,
    )
  ];
}

/** An index with probability proportional to its weight. */
function pick(weights: readonly number[], random: () => number): number {
  let target = random() * weights.reduce((a, b) => a + b, 0);
  const at = weights.findIndex((w) => (target -= w) < 0);
  return at < 0 ? weights.length - 1 : at;
}
