/**
 * Profiles: what distinguishes each segment from everyone, as plain data. Lift = figure of the segment / the same figure of everyone.
 * @module
 */
import { checkOptions } from '../check.js';
import { countingSort, startsOf } from '../data/compressed-rows.js';
import type { Id } from '../data/ids.js';
import { numberIds } from '../data/number-ids.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { profileColumn, type FeatureProfile } from './profile-column.js';
import { boughtBy, type Bought } from './profile-items.js';
import { PROFILE, type ProfileOptions } from './profile-options.js';

/** One segment against everyone. */
export interface ProfiledSegment {
  readonly label: Id;
  readonly name?: string;
  /** Rows. */
  readonly size: number;
  /** Of all rows. */
  readonly share: number;
  /** One a column. */
  readonly features: readonly FeatureProfile[];
  /** Where orders were given. */
  readonly bought?: Bought;
}

/** All segments, by label: plain data, ready for JSON. */
export interface SegmentProfiles {
  readonly nRows: number;
  /** Values and items of fewer rows were left out. */
  readonly minCount: number;
  /** Rising. */
  readonly segments: readonly ProfiledSegment[];
  /** Columns that are no feature: dates and texts. */
  readonly leftOut: readonly string[];
}

/** The rows of each segment: those of segment s are order[starts[s]..starts[s + 1]). */
export interface Grouped {
  readonly order: Int32Array;
  readonly starts: Int32Array;
}

/**
 * What distinguishes segments: for each its size and share, for each number column mean, median and lift, for each category or boolean column the values that
 * are more frequent than among everyone, and what its customers buy more often than everyone. Missing values are left out and counted.
 * @param table - one row a customer
 * @param labels - the segment of each row: whole numbers or texts
 * @throws KindredError `unknown-column`; `invalid-option`, `unknown-option`; `invalid-data` for another number of labels than rows, a label that is none, a
 * feature that is a date or text column, infinite numbers (row and column named), or customers twice in the table
 * @example
 * ```ts
 * import { profileSegments, Table } from 'kindred';
 * const table = Table.from({ tenure: [1, 3, 60, 70], contract: ['monthly', 'monthly', 'yearly', 'yearly'] });
 * const { segments } = profileSegments(table, [0, 0, 1, 1], { minCount: 1 });
 * const [tenure, contract] = segments[0].features;
 * console.log(tenure.kind === 'number' && tenure.mean, segments[0].share); // 2 0.5
 * console.log(contract.kind !== 'number' && contract.values); // [ { value: 'monthly', count: 2, share: 1, shareOfAll: 0.5, lift: 2 } ]
 * ```
 */
export function profileSegments(table: Table, labels: ArrayLike<Id>, given: ProfileOptions = {}): SegmentProfiles {
  const options = checkOptions<ProfileOptions>('profileSegments', PROFILE, given);
  const { orders, customer } = options;
  const names = (options.names ?? {}) as Readonly<Record<Id, string>>;
  const [minCount, top] = [options.minCount!, options.top!];
  if (!(table instanceof Table)) throw new KindredError('invalid-data', mustBe('table', 'a Table', table));
  if (labels?.length !== table.nRows)
    throw new KindredError('invalid-data', `"labels" must hold one label a row (${table.nRows}), got ${show(labels?.length ?? labels)}`);
  if (customer !== undefined) table.column(customer);
  else if (orders) throw new KindredError('invalid-option', mustBe('customer', 'the column of ids that "orders" speaks of', customer));
  const { ids, codes } = numberIds(labels, 'labels');
  const grouped = { order: countingSort(codes, ids.size), starts: startsOf(codes, ids.size) };
  const { features, leftOut } = featuresOf(table, options);
  const profiles = features.map((name) => profileColumn(table, name, grouped, minCount, top));
  const bought = orders && boughtBy(orders, table, customer!, codes, grouped, minCount, top);
  const segments = ids.values.map((label, s) => {
    const size = grouped.starts[s + 1] - grouped.starts[s];
    return {
      label,
      ...(Object.hasOwn(names, label) ? { name: names[label] } : {}),
      size,
      share: size / table.nRows,
      features: profiles.map((profile) => profile[s]),
      ...(bought ? { bought: bought[s] } : {}),
    };
  });
  return { nRows: table.nRows, minCount, segments, leftOut };
}

function featuresOf(table: Table, { features, customer }: ProfileOptions): { features: readonly string[]; leftOut: string[] } {
  const isFeature = (name: string) => ['number', 'category', 'boolean'].includes(table.column(name).kind);
  if (!features) {
    const columns = table.columns.filter((name) => name !== customer);
    return { features: columns.filter(isFeature), leftOut: columns.filter((name) => !isFeature(name)) };
  }
  for (const name of features) {
    if (isFeature(name)) continue;
    const { kind } = table.column(name);
    throw new KindredError(
      'invalid-data',
      `feature ${show(name)} must be a column of numbers, categories or booleans, it is of kind ${kind}`,
    );
  }
  return { features, leftOut: [] };
}
