/**
 * What was bought for how much: the number columns of a file, and quantity and unit price out of them.
 * @module
 */
import { show } from '../errors.js';
import type { Column } from '../data/table.js';
import { DecimalMarks, NumberColumn, type DecimalMark } from './numbers.js';
import type { Asked } from './question.js';

/**
 * `total` is of a line; `returned` are pieces of it, `discount` is money off it; the discount and the refund of a whole order stand in its first row.
 */
export type NumberRole = 'quantity' | 'price' | 'total' | 'returned' | 'discount' | 'orderDiscount' | 'orderRefund';

const PIECES: readonly NumberRole[] = ['quantity', 'returned'];
const ROLES: readonly NumberRole[] = ['quantity', 'price', 'total', 'returned', 'discount', 'orderDiscount', 'orderRefund'];

/** The number columns in the making. Pieces and money may have different decimal marks. */
export class Amounts {
  readonly columns: readonly { readonly role: NumberRole; readonly builder: NumberColumn }[];
  private readonly pieces: DecimalMarks;
  private readonly money: DecimalMarks;

  constructor(has: (role: NumberRole) => boolean, decimal: DecimalMark | undefined) {
    this.pieces = new DecimalMarks(decimal);
    this.money = new DecimalMarks(decimal);
    this.columns = ROLES.filter(has).map((role) => {
      const isMoney = !PIECES.includes(role);
      return { role, builder: new NumberColumn(isMoney ? this.money : this.pieces, isMoney) };
    });
  }

  get decimal(): DecimalMark {
    return this.money.decimal ?? this.pieces.decimal ?? '.';
  }

  column(role: NumberRole): NumberColumn | undefined {
    return this.columns.find((column) => column.role === role)?.builder;
  }

  /** What must be asked once the file is at its end. */
  question(): Asked | undefined {
    const { pieces, money } = this;
    if (money.code === 0 && pieces.code !== 0) money.code = pieces.code;
    if (pieces.code === 0 && money.code !== 0) {
      const against = pieces.doubtAbout(money.decimal === ',' ? '.' : ',');
      if (against !== undefined) {
        const mark = money.decimal!;
        return {
          question: { about: 'decimal', choices: [mark] },
          message: `quantities such as ${show(against)} may be thousands or may have three decimals${money.evidence === undefined ? '' : `, and prices such as ${show(money.evidence)} have the other decimal mark`}: if they are thousands, say --decimal ${mark}; if not, write them with the decimal mark of the prices`,
        };
      }
      pieces.code = money.code;
    }
    return money.question() ?? pieces.question();
  }

  /** Sentences on the decimal marks. */
  found(): string[] {
    const [money, pieces] = [this.money, this.pieces].map(({ evidence, decimal }) =>
      evidence === undefined ? undefined : { mark: decimal === ',' ? 'comma' : 'point', as: `as in "${evidence.trim()}"` },
    );
    if (money && pieces && money.mark !== pieces.mark)
      return [`The decimal mark of prices is a ${money.mark}, ${money.as}; that of quantities is a ${pieces.mark}, ${pieces.as}.`];
    const one = money ?? pieces;
    return one ? [`The decimal mark is a ${one.mark}, ${one.as}.`] : [];
  }

  /** Quantity and price of one piece, and which rows were taken back whole. */
  finish(): { quantity: Column; price: Column; isBack: Uint8Array | undefined } {
    const values = (role: NumberRole) => this.column(role)?.finish().values;
    const [total, returned, discount] = [values('total'), values('returned'), values('discount')];
    const [quantity, price] = [values('quantity')!, values('price')!];
    const isBack = returned ? new Uint8Array(quantity.length) : undefined;
    for (let row = 0; row < quantity.length && (total || returned || discount); row++) {
      const bought = quantity[row];
      if (total && Number.isNaN(price[row]) && bought > 0) price[row] = total[row] / bought;
      if (discount && discount[row] > 0 && bought > 0) price[row] = Math.max(0, (price[row] * bought - discount[row]) / bought);
      const back = returned ? Math.abs(returned[row]) : 0;
      if (!(back > 0)) continue;
      quantity[row] = bought - back;
      if (bought <= back) isBack![row] = 1;
    }
    const column = (numbers: Float64Array): Column => ({ kind: 'number', values: numbers });
    return { quantity: column(quantity), price: column(price), isBack };
  }

  /** What whole orders were given off or back, and no row says on which item. */
  ofOrders(counts: (row: number) => boolean): string[] {
    const values = (role: NumberRole) => this.column(role)?.finish().values;
    const [discounts, refunds, discount] = [values('orderDiscount'), values('orderRefund'), values('discount')];
    let [off, back, nBack, open] = [0, 0, 0, 0];
    for (let row = 0; row < (discounts ?? refunds ?? []).length; row++) {
      if (!counts(row)) continue;
      if (discounts && !Number.isNaN(discounts[row])) {
        off += open;
        open = discounts[row]; // of the whole order, the discounts of its lines included
      }
      if (discount && discount[row] > 0) open = Math.max(0, open - discount[row]);
      if (refunds && refunds[row] > 0) {
        back += refunds[row];
        nBack++;
      }
    }
    off += open;
    return [
      ...(off >= 0.005
        ? [`Discounts of ${off.toFixed(2)} on whole orders are not subtracted: the file does not say from which items.`]
        : []),
      ...(nBack > 0
        ? [
            `Refunds of ${back.toFixed(2)} in ${nBack} order${nBack === 1 ? '' : 's'} that ${nBack === 1 ? 'counts' : 'count'} are not subtracted: the file does not say for which items.`,
          ]
        : []),
    ];
  }
}
