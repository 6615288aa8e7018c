/**
 * The figures of a customer that the segments are made of.
 * @module
 */
import type { Table } from '../data/table.js';

/** The columns the segments are made of. */
export const FEATURES = ['recency', 'frequency', 'monetary'] as const;

/** Their values, customer by customer. */
export const featuresOf = (customers: Table): Float64Array[] => FEATURES.map((name) => customers.column(name, 'number').values);
