/**
 * The commands as data: the reader of arguments, the help and the near misses are made of it.
 * @module
 */

/** One flag. Without a `value`, which is what the help calls it, it is a switch. */
export interface Flag {
  readonly help: string;
  readonly value?: string;
  /** One of these words. */
  readonly words?: readonly string[];
  /** A whole number from here on. */
  readonly wholeFrom?: number;
  /** A number from 0. */
  readonly number?: true;
}

export type Flags = Readonly<Record<string, Flag>>;

/** One command. */
export interface Command {
  /** What it does, in the list of commands. */
  readonly about: string;
  /** What comes after its name. */
  readonly usage: readonly string[];
  /** The positional arguments, as its errors call them; the last may come any number of times where `many`. */
  readonly takes: readonly string[];
  /** How many of them there must be. */
  readonly needs: number;
  readonly many?: true;
  /** What to know before the first use. */
  readonly more: string;
  readonly flags: readonly { readonly title: string; readonly flags: Flags }[];
  readonly examples: readonly string[];
}

const JSON_FLAG: Flags = { json: { help: 'print one JSON document and nothing else' } };
const WHO: Flags = {
  customer: { value: 'ID', help: 'a customer of the orders that the model was made of' },
  history: { value: 'A,B,C', help: 'what someone bought, item by item; may come several times' },
};

const READING: Flags = {
  delimiter: { value: 'MARK', help: 'between the columns: , ; | or \\t' },
  encoding: {
    value: 'NAME',
    words: ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'],
    help: 'utf-8, windows-1252, utf-16le or utf-16be',
  },
};
const SEED: Flags = { seed: { value: 'N', wholeFrom: 0, help: 'of the random choices (default: 0)' } };

/** What a command that reads orders may be told of them. */
const ORDERS: Command['flags'] = [
  {
    title: 'Where the file does not tell',
    flags: {
      currency: { value: 'CODE', help: 'such as GBP: what the prices are in; of several, the one to keep' },
      'time-zone': { value: 'ZONE', help: 'of times without one: UTC (default), +02:00, Europe/Berlin' },
      dates: { value: 'ORDER', words: ['dmy', 'mdy', 'iso'], help: 'dmy (31/12/2026), mdy (12/31/2026) or iso (2026-12-31)' },
      decimal: { value: 'MARK', words: ['.', ','], help: 'of prices: . or ,' },
      ...READING,
    },
  },
  {
    title: 'Which column is which, where the header is not recognized',
    flags: {
      customer: { value: 'COLUMN', help: 'who bought' },
      order: { value: 'COLUMN', help: 'the number of the order' },
      item: { value: 'COLUMN', help: 'what was bought' },
      name: { value: 'COLUMN', help: 'what the item is called' },
      quantity: { value: 'COLUMN', help: 'how many' },
      price: { value: 'COLUMN', help: 'of one' },
      time: { value: 'COLUMN', help: 'when' },
      'currency-column': { value: 'COLUMN', help: 'in what the price is (a code, unlike --currency)' },
    },
  },
];

/** Flags of every command. */
export const COMMON: Flags = { help: { help: 'show this; also -h' }, version: { help: 'show the version of kindred' } };

const RUN: Command = {
  about: 'segments, recommendations, who will buy next, and a report from the orders of a shop',
  usage: ['[FILE…] [--out DIR]'],
  takes: ['FILE'],
  needs: 0,
  many: true,
  more: `FILE is .csv or .jsonl (also with .gz), or .parquet; "-" is standard input. Several are joined.
Exports of Shopify, WooCommerce and GA4 are recognized, and so are other files whose columns have
usual names; delimiter, encoding, decimal mark and dates are detected, and said. Without a file,
kindred makes an example shop and works on that. Nothing is uploaded.`,
  flags: [
    {
      title: 'What to do',
      flags: {
        out: { value: 'DIR', help: 'where to write (default: kindred-output)' },
        previous: {
          value: 'DIR',
          help: 'of an earlier run, or its segments.csv: go on from its segments',
        },
        open: { help: 'open the report when it is done' },
        segments: { value: 'N', wholeFrom: 1, help: 'how many segments (default: as before, or chosen)' },
        recommendations: { value: 'N', wholeFrom: 1, help: 'how many recommendations a customer (default: 10)' },
        ...SEED,
        ...JSON_FLAG,
      },
    },
    {
      title: 'Who will buy, and whom it pays to contact',
      flags: {
        'horizon-days': { value: 'N', wholeFrom: 1, help: 'how many days to look ahead (default: 30)' },
        margin: { value: 'SHARE', number: true, help: 'what is left of the amount of an order, from 0 to 1 (assumed: 0.3)' },
        'contact-cost': { value: 'AMOUNT', number: true, help: 'of one customer (assumed: a fifth of what an order leaves)' },
      },
    },
    ...ORDERS,
  ],
  examples: [
    'kindred run',
    'kindred run orders.csv --out results --open',
    'kindred run orders.csv --horizon-days 14 --margin 0.4 --contact-cost 0.9',
    'kindred run 2026-*.csv.gz --previous results --out results',
    'zcat orders.csv.gz | kindred run - --json',
    'kindred run a.csv --customer buyer --order no --item sku --quantity units --price each --time at',
  ],
};

const RECOMMEND: Command = {
  about: 'what to offer one customer, and why',
  usage: ['MODEL [--customer ID | --history A,B,C]'],
  takes: ['MODEL'],
  needs: 1,
  more: `MODEL is a recommender's file, or the folder of a run. Without a customer or a history it tells
what somebody new gets: the best-selling items.`,
  flags: [
    { title: 'For whom', flags: WHO },
    { title: 'How', flags: { k: { value: 'N', wholeFrom: 1, help: 'how many at most (default: 10)' }, ...JSON_FLAG } },
  ],
  examples: ['kindred recommend kindred-output --customer c00002', 'kindred recommend kindred-output --history p0003,p0005 --k 5 --json'],
};

const EXPLAIN: Command = {
  about: 'why an item has its score, or a customer a segment or chance to buy, part by part',
  usage: ['MODEL ITEM (--customer ID | --history A,B,C)', 'MODEL (--customer ID | --recency DAYS --frequency ORDERS --monetary AMOUNT)'],
  takes: ['MODEL', 'ITEM'],
  needs: 1,
  more: `MODEL is a model's file, or the folder of a run. With an ITEM it is about a recommendation, without
about a segment: that of a customer of the run, or of anybody whose days since the last order,
number of orders and money spent are given. Of a run's models/likely.safetensors it tells why a
customer is likely to buy. The parts add up to the score.`,
  flags: [
    { title: 'Why somebody is recommended ITEM', flags: WHO },
    {
      title: 'Why somebody is in a segment',
      flags: {
        recency: { value: 'DAYS', number: true, help: 'since the last order' },
        frequency: { value: 'ORDERS', number: true, help: 'how many' },
        monetary: { value: 'AMOUNT', number: true, help: 'spent' },
      },
    },
    { title: 'How', flags: JSON_FLAG },
  ],
  examples: [
    'kindred explain kindred-output p0102 --customer c00002',
    'kindred explain kindred-output p0102 --history p0038,p0374',
    'kindred explain kindred-output --customer c00002',
    'kindred explain kindred-output --recency 10 --frequency 3 --monetary 250',
    'kindred explain kindred-output/models/likely.safetensors --customer c00002',
  ],
};

const INSPECT: Command = {
  about: 'what a model file is, whom it knows, and how to use it',
  usage: ['MODEL|DIR'],
  takes: ['MODEL'],
  needs: 1,
  more: 'Of a folder it tells each model in it, or in its folder models.',
  flags: [{ title: 'How', flags: JSON_FLAG }],
  examples: ['kindred inspect kindred-output', 'kindred inspect kindred-output/models/segments.safetensors --json'],
};

const UPLIFT: Command = {
  about: 'whom to contact next, learned from a campaign whose contacts were drawn by lot',
  usage: ['FILE --treatment COLUMN --outcome COLUMN --budget N'],
  takes: ['FILE'],
  needs: 1,
  more: `FILE is a .csv (also .gz; "-" is standard input) with one row a customer of a past campaign in
which chance decided who was contacted. All other columns are learned from, so leave out (with
--exclude) what was measured after the contact. What choosing brings is measured on customers that
the models had not seen, and said with its interval, also where there is no evidence of it. Nothing
is uploaded.`,
  flags: [
    {
      title: 'What happened',
      flags: {
        treatment: { value: 'COLUMN', help: 'who got what' },
        outcome: { value: 'COLUMN', help: 'what came of it: two values (the second is the response), or money' },
        control: { value: 'VALUE', help: 'of the treatment: left alone (default: 0, or what is called so)' },
        id: { value: 'COLUMN', help: 'what customers are called; it is not learned from' },
        exclude: { value: 'A,B,C', help: 'columns not to learn from: other outcomes; may come several times' },
      },
    },
    {
      title: 'What to do',
      flags: {
        budget: { value: 'N', help: 'how many contacts at most, or a share of the customers such as 30%' },
        value: { value: 'AMOUNT', number: true, help: 'that a response earns, or a unit of money (default: 1)' },
        cost: { value: 'AMOUNT', number: true, help: 'of one contact (default: 0)' },
        learner: {
          value: 'NAME',
          words: ['two-model', 'class-transformation', 'interaction'],
          help: 'two-model (default), class-transformation or interaction',
        },
        out: { value: 'DIR', help: 'where to write (default: kindred-uplift)' },
        open: { help: 'open the page when it is done' },
        ...SEED,
        ...JSON_FLAG,
      },
    },
    {
      title: 'Where the file does not tell',
      flags: { decimal: { value: 'MARK', words: ['.', ','], help: 'of numbers: . (default) or ,' }, ...READING },
    },
  ],
  examples: [
    'kindred uplift campaign.csv --treatment group --outcome bought --budget 5000 --id customer',
    'kindred uplift mails.csv --treatment mail --outcome visit --exclude sale,spend --budget 30%',
    'kindred uplift mails.csv --treatment mail --outcome sale --budget 500 --value 40 --cost 0.5',
  ],
};

const CAMPAIGN: Command = {
  about: 'whom to contact and whom to leave alone, and files for the platforms',
  usage: ['DIR --name NAME --starts DATE --purpose WORD --consent FILE --segment NAME …'],
  takes: ['DIR'],
  needs: 1,
  more: `DIR is the folder of a run. Who is to be contacted is written to audience.csv with the reason; with
those left alone they are in campaign.json, of which is later told what the campaign brought. Of
several sources somebody of any is in, those of the first (in the order below) first; --where keeps
those for whom it is true. Ann@Shop.example and ann@shop.example are one person. Files about people
have a column customer (or person), or email where --people says whose it is; --consent also
purpose, action (grant, withdraw, object), basis, time, source; --people also email, phone,
first_name, last_name, country, zip and more. With --previous and the same salt all keep their
arms. Nothing is uploaded.`,
  flags: [
    {
      title: 'Who comes into question',
      flags: {
        segment: { value: 'NAME', help: 'of this segment, the likeliest buyers first; may come several times' },
        likely: { value: 'SHARE', help: 'whose chance to buy is at least this: 0.3 or 30%' },
        worth: { value: 'AMOUNT', number: true, help: 'who is expected to spend at least this' },
        lost: { help: 'who is probably lost, those who would be worth most first' },
        item: { value: 'ITEM', help: 'who would most like this item' },
        where: { value: 'RULE', help: 'a column of segments.csv or --people: frequency>=3, country=DE' },
      },
    },
    {
      title: 'Who may be contacted',
      flags: {
        purpose: { value: 'WORD', help: 'what for, as the consent calls it: email-marketing, advertising' },
        consent: { value: 'FILE', help: 'who agreed to what: see above' },
        bases: { value: 'A,B', help: 'legal grounds that count (default: consent)' },
        'no-consent-needed': { value: 'REASON', help: 'instead of --consent: why; kept in campaign.json' },
        erased: { value: 'FILE', help: 'the tombstones of those who were erased, with --erased-key' },
        'erased-key': { value: 'FILE', help: 'their key: 32 bytes, or 64 hexadecimal digits' },
        suppress: { value: 'FILE', help: 'who is never contacted; may come several times' },
        contacted: { value: 'FILE', help: 'earlier contacts: columns customer and time' },
        cap: { value: 'N/DAYS', help: 'at most N contacts in DAYS days, such as 2/7; may come several times' },
      },
    },
    {
      title: 'How many, and who is left alone',
      flags: {
        budget: { value: 'N', wholeFrom: 0, help: 'contacts at most' },
        spend: { value: 'AMOUNT', number: true, help: 'money at most, with --cost' },
        cost: { value: 'AMOUNT', number: true, help: 'of one contact' },
        holdout: { value: 'SHARE', help: 'left alone by lot (default: 10%); 0 for nobody' },
        salt: { value: 'TEXT', help: 'the same salt leaves the same people alone (default: the name)' },
        'by-segment': { help: 'draw in each segment on its own' },
        baseline: { value: 'SHARE', help: 'that buys anyway, to tell what can be seen (default: by the run)' },
        sql: { value: 'NAME', words: ['duckdb', 'spark', 'bigquery'], help: 'write the lot as holdout.sql: duckdb, spark or bigquery' },
      },
    },
    {
      title: 'What to do',
      flags: {
        name: { value: 'NAME', help: 'of the campaign' },
        starts: { value: 'DATE', help: 'when it is sent, such as 2026-12-01: consent and caps are of then' },
        'time-zone': { value: 'ZONE', help: 'of times without one: UTC (default), +02:00, Europe/Berlin' },
        people: { value: 'FILE', help: 'their addresses: see above' },
        destination: { value: 'A,B', help: 'google, meta, email: files for these' },
        country: { value: 'CODE', help: 'such as DE: of phones and people without one' },
        previous: {
          value: 'DIR',
          help: 'the campaign before: additions and removals against its files',
        },
        out: { value: 'DIR', help: 'where to write (default: kindred-campaign)' },
        ...JSON_FLAG,
      },
    },
  ],
  examples: [
    'kindred campaign run1 --name spring --starts 2026-03-01 --lost --purpose email --consent c.csv',
    'kindred campaign run1 --name may --starts 2026-05-01 --likely 30% --purpose email --consent c.csv',
  ],
};

const LIFT: Command = {
  about: 'what a campaign brought, against those who were left alone',
  usage: ['CAMPAIGN OUTCOMES… [--from DATE] [--to DATE]'],
  takes: ['CAMPAIGN', 'OUTCOMES'],
  needs: 2,
  many: true,
  more: `CAMPAIGN is campaign.json, or the folder that kindred campaign wrote. OUTCOMES are the orders since
(and before, for --before-days), in files as kindred run reads them; or, where --converted or
--revenue is given, one .csv with a row a person. Everybody counts in the group into which the lot
put them, whether they were reached or not; people without a row did nothing. Where there is no
evidence that anything changed, that is said. Nothing is uploaded.`,
  flags: [
    {
      title: 'What counts, of orders',
      flags: {
        from: { value: 'DATE', help: 'the first day (default: when the campaign starts)' },
        to: { value: 'DATE', help: 'the last day, or a time that no longer counts (default: the last order)' },
        'before-days': { value: 'N', wholeFrom: 1, help: 'days before the first that make the answer sharper (CUPED)' },
      },
    },
    {
      title: 'What counts, of a file with one row a person',
      flags: {
        id: { value: 'COLUMN', help: 'what people are called (default: person, else customer)' },
        converted: { value: 'COLUMN', help: 'did they buy? true or false, yes or no, 1 or 0' },
        revenue: { value: 'COLUMN', help: 'what they spent' },
        before: { value: 'A,B', help: 'what they did before the campaign, for CUPED' },
      },
    },
    {
      title: 'How',
      flags: {
        level: { value: 'SHARE', number: true, help: 'of the intervals (default: 0.95)' },
        'no-segments': { help: 'do not tell of the segments one by one' },
        correction: {
          value: 'NAME',
          words: ['holm', 'bonferroni', 'benjamini-hochberg', 'none'],
          help: 'for many segments: holm (default), bonferroni, benjamini-hochberg, none',
        },
        daily: { help: 'it is looked at again and again: intervals that hold at every look' },
        previous: { value: 'DIR', help: 'of the look before, or its lift.json (default: that in --out)' },
        out: { value: 'DIR', help: 'where to write (default: kindred-lift)' },
        open: { help: 'open the page when it is done' },
        ...JSON_FLAG,
      },
    },
    ...ORDERS,
  ],
  examples: [
    'kindred lift kindred-campaign orders.csv',
    'kindred lift kindred-campaign orders.csv --to 2026-03-31 --before-days 90 --open',
    'kindred lift kindred-campaign orders-until-today.csv --daily',
    'kindred lift campaign.json outcomes.csv --converted bought --revenue spent --before earlier',
  ],
};

export const COMMANDS = {
  run: RUN,
  recommend: RECOMMEND,
  explain: EXPLAIN,
  inspect: INSPECT,
  uplift: UPLIFT,
  campaign: CAMPAIGN,
  lift: LIFT,
} as const satisfies Record<string, Command>;
export type CommandName = keyof typeof COMMANDS;
export const NAMES = Object.keys(COMMANDS) as CommandName[];

/** All flags of a command. */
export const flagsOf = (name: CommandName): Flags => Object.assign({}, COMMON, ...COMMANDS[name].flags.map(({ flags }) => flags)) as Flags;
