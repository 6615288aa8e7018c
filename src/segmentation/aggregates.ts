/**
 * The figures of a segment that may leave the machine: no ids, no rows, no counts but the size, shares to a hundredth, and nothing that fewer than `minCount`
 * rows have in common, or have not.
 * @module
 */
import type { Id } from '../data/ids.js';
import type { ProfiledSegment } from './profile.js';
import type { CategoryProfile, NumberProfile, ValueProfile } from './profile-column.js';
import type { ItemProfile } from './profile-items.js';

type Shares = 'share' | 'shareOfAll' | 'lift';

/** Of a number column. */
export type NumberAggregates = Omit<NumberProfile, 'count' | 'missing'>;
/** Of a category or boolean column. */
export interface CategoryAggregates extends Pick<CategoryProfile, 'kind' | 'column'> {
  readonly values: readonly Pick<ValueProfile, 'value' | Shares>[];
}

/** What a function that names segments is given. */
export interface SegmentAggregates {
  readonly label: Id;
  /** null where it is below `minCount`: then nothing else is told either. */
  readonly size: number | null;
  readonly share: number | null;
  readonly features: readonly (NumberAggregates | CategoryAggregates)[];
  /** Empty where no orders were given. */
  readonly items: readonly Pick<ItemProfile, 'item' | Shares>[];
}

export function aggregatesOf({ label, size, share, features, bought }: ProfiledSegment, minCount: number): SegmentAggregates {
  if (size < minCount) return { label, size: null, share: null, features: [], items: [] };
  /** Is it, and is its opposite, said of nobody or of enough rows? */
  const tells = (count: number, of: number) => count >= minCount && (count === of || of - count >= minCount);
  const told = features.flatMap((one): (NumberAggregates | CategoryAggregates)[] => {
    if (one.count < minCount) return [];
    if (one.kind === 'number') {
      const { kind, column, mean, meanOfAll, median, medianOfAll, lift, deviation } = one;
      return [{ kind, column, mean, meanOfAll, median, medianOfAll, lift, deviation }];
    }
    const values = one.values.filter((v) => tells(v.count, one.count)).map((v) => ({ value: v.value, ...rounded(v) }));
    return [{ kind: one.kind, column: one.column, values }];
  });
  const items = (bought?.items ?? []).filter(({ buyers }) => tells(buyers, size)).map((one) => ({ item: one.item, ...rounded(one) }));
  return { label, size, share: hundredth(share), features: told, items };
}

const hundredth = (n: number) => Math.floor(n * 100 + 0.5) / 100;
const rounded = ({ share, shareOfAll, lift }: { share: number; shareOfAll: number; lift: number }) => ({
  share: hundredth(share),
  shareOfAll: hundredth(shareOfAll),
  lift: hundredth(lift),
});
