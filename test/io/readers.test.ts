// What the folder of files cannot hold: large files, random ones, the head of a file, several files, Parquet, options.
import Papa from 'papaparse';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { KindredError } from '../../src/errors.js';
import { cleanOrders, joinOrders, OrdersReader, previewOrders, readCsv, type OrdersFile, type OrdersOptions } from '../../src/io/index.js';
import { readParquetOrders } from '../../src/io/parquet.js';
import { RowReader } from '../../src/io/rows.js';
import { generator } from '../../src/random.js';
import { thrown } from '../support/files.js';

const HEADER = 'customer,order,item,quantity,price,time\n';
const bytes = (text: string) => new TextEncoder().encode(text);

function read(input: string | Uint8Array, options?: OrdersOptions, size = input.length + 1): OrdersFile {
  const reader = new OrdersReader(options);
  for (let at = 0; at < input.length; at += size) reader.push(input.slice(at, at + size));
  return reader.end();
}

const column = ({ orders }: OrdersFile, name: string) => {
  const { codes, categories } = orders.column(name, 'category');
  return Array.from(codes, (code) => categories[code] ?? null);
};

describe('large files', () => {
  const MB = 1000000;
  /** Pieces so small that work which grew with the square of the length would outlast the test's time by far. */
  const SMALL = 1000;

  test('a line of 10 MB is read, or refused, at once', () => {
    const long = 'x'.repeat(10 * MB);
    expect(column(read(bytes(`${HEADER}ann,1,${long},2,4.2,2026-01-05\n`), {}, SMALL), 'item')[0]).toHaveLength(10 * MB);
    expect(thrown(() => read(bytes(long), {}, SMALL)).message.length).toBeLessThan(400);
    expect(thrown(() => read(bytes('a,'.repeat(5 * MB)), {}, SMALL)).message.length).toBeLessThan(2000);
    expect(thrown(() => readCsv(long, { a: { header: 'a', kind: 'text' } })).code).toBe('unknown-column');
  });

  test('a quoted cell of 10 MB with line breaks is read at once', () => {
    const note = 'two\nlines, '.repeat(MB);
    const text = `${HEADER}ann,1,"${note}",2,4.2,2026-01-05\nbob,2,jam,x,3,2026-01-06\n`;
    expect(thrown(() => read(bytes(text), {}, SMALL)).message).toContain(`line ${MB + 3}, column "quantity"`);
  });

  test('a column decided late counts for the rows before it', () => {
    const rows = Array.from({ length: 20000 }, (_, i) => `ann,${i},tea,1,"1,250",05/01/2026\n`);
    const { orders, found } = read(`${HEADER}${rows.join('')}ann,x,tea,1,"2,5",01/13/2026\n`);
    expect(orders.column('price', 'number').values.slice(19999)).toEqual(Float64Array.of(1.25, 2.5));
    expect(orders.column('time', 'date').values[0]).toBe(Date.UTC(2026, 4, 1));
    expect(found).toContain('Dates are read as month/day/year, as in "01/13/2026".');
  });

  test('Windows-1252 is noticed behind the first megabyte', () => {
    const rows = bytes(HEADER + 'ann,1,tea,2,4.2,2026-01-05\n'.repeat(50000));
    const file = read(Uint8Array.from([...rows, ...[0x5a, 0x6f, 0xeb], ...bytes(',2,tea,1,3,2026-01-06\n')]), {}, 65536);
    expect(column(file, 'customer').at(-1)).toBe('Zoë');
    expect(file.found[0]).toBe('The text is no UTF-8 and is read as Windows-1252.');
  });
});

describe('rows', () => {
  test('are those of papaparse, however the text is cut, and know their lines', () => {
    const random = generator(5);
    const CELLS = ['', 'a', 'b c', '"q"', '"x,y"', '"two\nlines"', '"say ""x"""', "o'k", 'é', '"\r\n"'];
    const pick = () => CELLS[Math.floor(random() * CELLS.length)];
    for (let trial = 0; trial < 300; trial++) {
      const lines = Array.from({ length: 1 + Math.floor(random() * 12) }, () => Array.from({ length: 3 }, pick).join(','));
      const text = lines.join('\n') + (trial % 2 ? '\n' : '');
      const expected = (Papa.parse(text, { delimiter: ',', newline: '\n' }).data as string[][]).slice(0, lines.length);
      const starts = lines.map((_, i) => lines.slice(0, i).join('\n').split('\n').length + (i > 0 ? 1 : 0));
      for (const size of [1, 3, 1 + Math.floor(random() * 40), text.length + 1]) {
        const got: string[][] = [];
        const at: number[] = [];
        const reader = new RowReader(',', (rows, lineOf) => rows.forEach((row, r) => got.push(row) && at.push(lineOf(r))));
        for (let from = 0; from < text.length; from += size) reader.push(text.slice(from, from + size));
        reader.end();
        expect(got.slice(0, lines.length), `${size} of ${JSON.stringify(text)}`).toEqual(expected);
        expect(at.slice(0, lines.length), `${size} of ${JSON.stringify(text)}`).toEqual(starts);
      }
    }
  });
});

describe('numbers', () => {
  test('have the bits that Number() gives', () => {
    const random = generator(3);
    const cells = Array.from({ length: 3000 }, () => {
      const digits = String(Math.floor(random() * 1e9)).slice(0, 1 + Math.floor(random() * 9));
      const at = Math.floor(random() * (digits.length + 1));
      return `${random() < 0.2 ? '-' : ''}${digits.slice(0, at)}${random() < 0.7 ? '.' : ''}${digits.slice(at)}`;
    }).filter((cell) => cell !== '.' && cell !== '-.');
    const values = read(`${HEADER}${cells.map((cell) => `a,1,b,1,${cell},2026-01-01\n`).join('')}`, { decimal: '.' }).orders.column(
      'price',
      'number',
    ).values;
    cells.forEach((cell, i) => expect(Object.is(values[i], Number(cell)), cell).toBe(true));
  });
});

describe('previewOrders', () => {
  test('shows the head, guesses columns, and asks', () => {
    const head =
      'Kunde;Bestellnummer;Artikel;Menge;Einzelpreis;Datum;x\n' + 'ann;1;tea;2;4,20;05/01/2026;"a\nb"\n'.repeat(8) + 'bob;2;cut he';
    const preview = previewOrders(bytes(head));
    expect(preview).toMatchObject({ layout: undefined, delimiter: ';', encoding: 'utf-8', decimal: ',' });
    expect(preview.rows).toEqual(Array(5).fill(['ann', '1', 'tea', '2', '4,20', '05/01/2026', 'a\nb']));
    expect(preview.guesses).toEqual({
      customer: 'Kunde',
      order: 'Bestellnummer',
      item: 'Artikel',
      quantity: 'Menge',
      price: 'Einzelpreis',
      time: 'Datum',
    });
    expect(preview.questions.map(({ about }) => about)).toEqual(['columns', 'dates']);
    const answered = previewOrders(bytes(head), { columns: preview.guesses, dates: 'dmy' });
    expect([answered.layout, answered.questions]).toEqual(['columns as named', []]);
  });

  test('knows the exports', () => {
    const shop = previewOrders(
      bytes('Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem price\n#1,a@b.c,2026-01-05 10:00:00 +0100,1,Tea,4.20\n'),
    );
    expect(shop).toMatchObject({
      layout: 'Shopify orders export',
      guesses: { customer: 'Email', order: 'Name', item: 'Lineitem name' },
      questions: [],
    });
    expect(previewOrders(bytes('{"event_name":"purchase"}\n')).layout).toBe('GA4 purchase events');
    expect(previewOrders(bytes(`{"event_params":[${'{"key":"a"},'.repeat(9000)}`)).layout).toBeUndefined();
    for (const other of ['{"id":1,"total":4.2}\n', '[{"event_name":"purchase"}]'])
      expect(previewOrders(bytes(other)).layout).toBeUndefined();
    expect(previewOrders(bytes(''))).toMatchObject({ header: [], rows: [] });
  });

  test('asks for delimiter, currency and time zone', () => {
    expect(previewOrders(bytes('a,b;c\n1,2;3\n')).questions[0]).toEqual({ about: 'delimiter', choices: [',', ';'] });
    const rows = `${HEADER}ann,1,tea,2,€4.20,2026-01-05T10:00Z\nann,1,tea,2,£4.20,2026-01-05T10:00\n`;
    expect(previewOrders(bytes(rows)).questions.map(({ about }) => about)).toEqual(['time zone', 'currency']);
  });
});

describe('joinOrders', () => {
  const file = (name: string, text: string, options?: OrdersOptions) => ({ name, file: read(text, options) });
  const a = file(
    'a.csv',
    'customer,order,item,quantity,price,time,name\nann,1,tea,2,4.2,2026-01-05,Tea\nann,1,jam,1,3,2026-01-05,Jam\nbob,2,tea,1,€4,2026-01-06,Tea\n',
  );
  const b = file('b.csv', `${HEADER}bob,2,tea,1,4,2026-01-06\ncid,,tea,1,4,2026-01-07\ncid,3,egg,1,4,2026-01-07\n`);

  test('puts rows together and counts an order once', () => {
    const joined = joinOrders([a, b]);
    expect(column(joined, 'item')).toEqual(['tea', 'jam', 'tea', 'tea', 'tea', 'egg']);
    expect(column(joined, 'name')).toEqual(['Tea', 'Jam', 'Tea', null, null, null]);
    expect(column(joined, 'left_out')).toEqual([null, null, 'in a later file too', null, null, null]);
    expect(joined.orders.column('price', 'number').values).toEqual(Float64Array.of(4.2, 3, 4, 4, 4, 4));
    expect([joined.currency, joined.layout]).toEqual(['EUR', 'columns of kindred']);
    expect(joined.found).toContain('b.csv: The columns are separated by commas.');
    expect(cleanOrders(joined.orders).leftOut).toEqual([
      { reason: 'in a later file too', rows: 1, amount: 4 },
      { reason: 'no order number', rows: 1, amount: 4 },
    ]);
  });

  test('lets the last file decide what became of an order', () => {
    const shop = 'Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price\n';
    const line = (order: number, status: string) => `#${order},a@b.c,${status},2026-01-05,1,Tea,4.20\n`;
    const joined = joinOrders([
      file('january.csv', shop + line(1, 'pending') + line(2, 'paid') + line(3, 'paid')),
      file('february.csv', shop + line(1, 'paid') + line(2, 'refunded')),
    ]);
    expect(column(joined, 'left_out')).toEqual(['in a later file too', 'in a later file too', null, null, 'refunded']);
  });

  test('keeps orders apart whose numbers began anew', () => {
    const joined = joinOrders([
      file('23.csv', `${HEADER}ann,1,tea,2,4.2,2023-01-05\nann,1,jam,2,4.2,2023-01-05\nbob,2,tea,1,4,2023-01-06\n`),
      file('24.csv', `${HEADER}ann,1,tea,1,4,2024-01-06\ncid,2,egg,1,4,2023-01-06\ncid,2,tea,1,4,2023-01-06\nann,3,tea,1,4,2024-01-07\n`),
      file('24.csv', `${HEADER}dan,1,tea,1,4,2024-01-08\nann,1,tea,1,4,2024-01-06\n,4,tea,1,4,\n`),
      file('25.csv', `${HEADER}bob,2,tea,1,4,2023-01-06\n,4,tea,1,4,\n`),
    ]);
    const again = 'in a later file too';
    expect(column(joined, 'order')).toEqual([
      '1',
      '1',
      '2',
      '1 (24.csv)',
      '2 (24.csv)',
      '2 (24.csv)',
      '3',
      '1 (24.csv, 2)',
      '1 (24.csv, 2)',
      '4',
      '2',
      '4',
    ]);
    expect(column(joined, 'left_out')).toEqual([null, null, again, null, null, null, null, null, null, again, null, null]);
    expect(joined.found.slice(-2)).toEqual([
      '24.csv: 2 order numbers stand for another customer or time in an earlier file: they are kept as other orders, such as "1 (24.csv)".',
      '24.csv: 1 order number stands for another customer or time in an earlier file: it is kept as another order, such as "1 (24.csv, 2)".',
    ]);
  });

  test('asks about signs that are not of the same currency', () => {
    const dollars = (name: string) => file(name, `${HEADER}dan,9,tea,1,$4,2026-01-06\n`);
    expect(thrown(() => joinOrders([a, dollars('c.csv')])).message).toBe(
      'the files are in different currencies, a.csv (EUR), c.csv ($): say which one counts, --currency EUR',
    );
    const both = joinOrders([dollars('c.csv'), dollars('d.csv')]);
    expect([both.currency, both.currencySign]).toEqual([undefined, '$']);
    expect(joinOrders([dollars('c.csv'), file('d.csv', `${HEADER}dan,10,tea,1,USD 4,2026-01-07\n`)]).currency).toBe('USD');
  });

  test('asks about different currencies, and needs a file', () => {
    const error = thrown(() => joinOrders([a, file('b.csv', `${HEADER}bob,4,tea,1,£4,2026-01-06\n`)]));
    expect(error.cause).toEqual({ about: 'currency', choices: ['EUR', 'GBP'] });
    expect(thrown(() => joinOrders([])).code).toBe('invalid-data');
    expect(joinOrders([a])).toBe(a.file);
  });
});

test('cleanOrders gives the reasons of the reader first', () => {
  const text =
    'Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price\n#1,a@b.c,refunded,2026-01-05,1,Tea,4.20\n#2,,refunded,2026-01-05,1,Tea,4.20\n#3,a@b.c,paid,2026-01-05,1,Tea,4.20\n#4,,paid,2026-01-05,1,Tea,4.20\n';
  const { orders, leftOut } = cleanOrders(read(text).orders);
  expect(leftOut).toEqual([{ reason: 'refunded', rows: 2, amount: 8.4 }, { reason: 'no customer', rows: 1, amount: 4.2 }]); // prettier-ignore
  expect([orders.nRows, orders.columns.includes('left_out')]).toEqual([1, false]);
});

describe('OrdersReader', () => {
  test.each([
    [{ delimeter: ';' }, 'did you mean "delimiter"'],
    [{ delimiter: ';;' }, '"delimiter" must be one character'],
    [{ encoding: 'latin1' }, '"encoding" must be "utf-8" or'],
    [{ decimal: ';' }, '"decimal" must be "." or ","'],
    [{ dates: 'ymd' }, '"dates" must be "iso" or "dmy" or "mdy"'],
    [{ currency: 'euro' }, '"currency" must be an ISO 4217 code'],
    [{ timeZone: 'Berlin' }, '"timeZone" must be UTC, an offset'],
    [{ timeZone: '+25:00' }, '"timeZone" must be UTC, an offset such as +02:00 or a place such as Europe/Berlin, got "+25:00"'],
    [{ timeZone: '-02:60' }, '"timeZone" must be UTC, an offset'],
    [{ columns: { custmer: 'a' } }, 'did you mean "customer"'],
    [null, 'must be an object'],
  ])('refuses %j', (options, message) => expect(thrown(() => new OrdersReader(options as never)).message).toContain(message));

  test('counts the rows read so far, and takes text', () => {
    const reader = new OrdersReader();
    reader.push(`\ufeff${HEADER}${'ann,1,tea,2,4.2,2026-01-05\n'.repeat(3000)}`);
    expect(reader.nRows).toBe(3000);
    reader.push('ann,1,tea,2,4.2,20');
    reader.push('26-01-05');
    expect(reader.end().orders.nRows).toBe(3001);
  });

  test('keeps no buffer that a caller may fill again', () => {
    const text = bytes(`${HEADER}ann,1,tea,2,4.2,2026-01-05\nbob,2,jam,1,3,2026-01-06\n`);
    const reader = new OrdersReader();
    const buffer = new Uint8Array(5);
    for (let at = 0; at < text.length; at += 5) {
      buffer.set(text.subarray(at, at + 5));
      reader.push(buffer.subarray(0, Math.min(5, text.length - at)));
    }
    expect(column(reader.end(), 'customer')).toEqual(['ann', 'bob']);
  });
});

describe('Parquet', () => {
  const written = (columns: Record<string, unknown[]>) =>
    parquetWriteBuffer({ columnData: Object.entries(columns).map(([name, data]) => ({ name, data })), rowGroupSize: 2 });
  const refused = async (call: Promise<unknown>): Promise<KindredError> => {
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof KindredError) return error;
    throw new Error('nothing was thrown', { cause: error });
  };
  const plain = {
    customer: ['ann', 'bob', null],
    order: [1n, 2n, 3n],
    item: ['tea', 'jam', 'jam'],
    quantity: [2, 1, 1.5],
    price: [4.2, 3, 1.125],
    time: [new Date('2026-01-05T10:00:00Z'), new Date('2026-01-06'), new Date('2026-01-07')],
  };

  test('of named columns', async () => {
    const file = await readParquetOrders(written(plain));
    expect(file.layout).toBe('columns of kindred');
    expect(column(file, 'customer')).toEqual(['ann', 'bob', null]);
    expect(column(file, 'order')).toEqual(['1', '2', '3']);
    expect(file.orders.column('price', 'number').values).toEqual(Float64Array.of(4.2, 3, 1.125));
    expect(file.orders.column('time', 'date').values[0]).toBe(Date.UTC(2026, 0, 5, 10));
  });

  test('of GA4 purchase events, nested as BigQuery writes them', async () => {
    const leaf = (name: string, type: object = { type: 'BYTE_ARRAY', converted_type: 'UTF8' }) => ({
      name,
      repetition_type: 'OPTIONAL',
      ...type,
    });
    const group = (name: string, size: number) => ({ name, repetition_type: 'OPTIONAL', num_children: size });
    const list = (name: string, size: number) => [
      { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      group('element', size),
    ];
    const INTEGER = { type: 'INT64' };
    const schema = [
      { name: 'root', num_children: 6 },
      ...[leaf('event_name'), leaf('event_timestamp', INTEGER), leaf('user_pseudo_id')],
      ...[...list('event_params', 2), leaf('key'), group('value', 2), leaf('string_value'), leaf('int_value', INTEGER)],
      ...[group('ecommerce', 1), leaf('transaction_id')],
      ...[...list('items', 4), leaf('item_id'), leaf('item_name'), leaf('price', { type: 'DOUBLE' }), leaf('quantity', INTEGER)],
    ];
    const currency = { key: 'currency', value: { string_value: 'EUR', int_value: null } };
    const session = { key: 'ga_session_id', value: { string_value: null, int_value: 4n } };
    const tea = { item_id: 'T1', item_name: 'Tea', price: 4.2, quantity: 2n };
    const events = {
      event_name: ['purchase', 'page_view', 'purchase'],
      event_timestamp: [1767607230123456n, 1767607231000000n, 1767607300000000n],
      user_pseudo_id: ['81.17', '81.17', '90.2'],
      event_params: [[session, currency], [], [currency]],
      ecommerce: [{ transaction_id: 'T-1' }, null, { transaction_id: 'T-2' }],
      items: [[tea, { item_id: 'J1', item_name: 'Jam', price: null, quantity: 1n }], [], [tea]],
    };
    const columnData = Object.entries(events).map(([name, data]) => ({ name, data }));
    const file = await readParquetOrders(parquetWriteBuffer({ columnData, schema: schema as never, rowGroupSize: 2 }));
    expect([file.layout, file.currency]).toEqual(['GA4 purchase events', 'EUR']);
    expect(column(file, 'customer')).toEqual(['81.17', '81.17', '90.2']);
    expect(column(file, 'order')).toEqual(['T-1', 'T-1', 'T-2']);
    expect(column(file, 'item')).toEqual(['T1', 'J1', 'T1']);
    expect(file.orders.column('quantity', 'number').values).toEqual(Float64Array.of(2, 1, 2));
    expect(file.orders.column('price', 'number').values).toEqual(Float64Array.of(4.2, NaN, 4.2));
    expect(file.orders.column('time', 'date').values[2]).toBe(1767607300000);
    expect(file.found).toContain('1 event that is no purchase was skipped.');
  });

  test('with times of a place, days, and numbers as short as they were written', async () => {
    const at = (text: string) => [new Date(text)];
    const row = { customer: ['Ann@Example.com'], order: ['1'], item: ['tea'] };
    const columnData = [
      ...Object.entries(row).map(([name, data]) => ({ name, data })),
      { name: 'quantity', data: [2] },
      { name: 'price', data: [Math.fround(4.2)] },
      { name: 'time', data: at('2026-01-05T00:30:00Z') },
    ];
    const leaf = (name: string, type: string, more: object = {}) => ({ name, type, repetition_type: 'OPTIONAL', ...more });
    const local = { logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' } };
    const utc = { converted_type: 'TIMESTAMP_MILLIS' };
    const read = (time: object, type = 'INT64') => {
      const schema = [
        { name: 'root', num_children: 6 },
        ...['customer', 'order', 'item'].map((name) => leaf(name, 'BYTE_ARRAY', { converted_type: 'UTF8' })),
        ...[leaf('quantity', 'INT32'), leaf('price', 'FLOAT'), leaf('time', type, time)],
      ];
      return readParquetOrders(parquetWriteBuffer({ columnData: columnData as never, schema: schema as never }), {
        timeZone: 'Europe/Berlin',
      });
    };
    const time = ({ orders }: OrdersFile) => new Date(orders.column('time', 'date').values[0]).toISOString();
    const file = await read(utc);
    expect(time(file)).toBe('2026-01-05T00:30:00.000Z');
    expect(time(await read(local))).toBe('2026-01-04T23:30:00.000Z');
    expect(time(await read({ converted_type: 'DATE' }, 'INT32'))).toBe('2026-01-05T00:00:00.000Z');
    expect(file.orders.column('price', 'number').values).toEqual(Float64Array.of(4.2));
    expect(column(file, 'customer')).toEqual(['ann@example.com']);
  });

  test('with numbers that are texts', async () => {
    const file = await readParquetOrders(written({ ...plain, price: ['4,20', '1.234', '3'] }));
    expect(file.orders.column('price', 'number').values).toEqual(Float64Array.of(4.2, 1234, 3));
    const told = await readParquetOrders(written({ ...plain, price: ['1,234', '2', '3'] }), { decimal: ',' });
    expect(told.orders.column('price', 'number').values[0]).toBe(1.234);
    const odd = await readParquetOrders(written({ ...plain, price: [1.234, 1e-7, 123456789.125] }));
    expect(odd.orders.column('price', 'number').values).toEqual(Float64Array.of(1.234, 1e-7, 123456789.125));
  });

  test('says what is wrong', async () => {
    const objects = { name: 'customer', data: [{ id: 1 }, { id: 2 }, { id: 3 }], type: 'JSON' };
    const rest = Object.entries(plain).filter(([name]) => name !== 'customer');
    const nested = parquetWriteBuffer({ columnData: [objects, ...rest.map(([name, data]) => ({ name, data }))] as never });
    expect((await refused(readParquetOrders(nested))).message).toBe('line 1, column "customer" must be a text or a number, got an object');
    expect(await refused(readParquetOrders(new ArrayBuffer(0)))).toMatchObject({
      code: 'invalid-data',
      message: 'the file is empty: it must be a Parquet file',
    });
    expect((await refused(readParquetOrders(written(plain).slice(0, 9)))).message).toBe(
      'the file is too short for a Parquet file: it was cut off, or is another file',
    );
    expect((await refused(readParquetOrders(written({ a: [1], b: [2] })))).message).toContain(
      'the columns of the file are not known: a, b',
    );
    expect((await refused(readParquetOrders(bytes('no parquet at all').buffer as ArrayBuffer))).code).toBe('file-corrupt');
    const wrong = await refused(readParquetOrders(written({ ...plain, quantity: ['2', '1', 'x'] })));
    expect(wrong.message).toBe('line 3, column "quantity" must be a number, got "x"');
  });
});
