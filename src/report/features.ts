/**
 * The figures of a customer that the segments are made of, and those that are told of them besides.
 * @module
 */
import type { Table } from '../data/table.js';

/** The columns the segments are made of. */
export const FEATURES = ['recency', 'frequency', 'monetary'] as const;

/** All that is told of a segment. */
export const HABITS = ['recency', 'frequency', 'monetary', 'tenure', 'averageOrderValue', 'interpurchaseTime'] as const;

/** Their values, customer by customer. */
export const featuresOf = (customers: Table): Float64Array[] => FEATURES.map((name) => customers.column(name, 'number').values);
