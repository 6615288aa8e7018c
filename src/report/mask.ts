/**
 * Customers as a report shows them: a report is sent on, so an e-mail address is not shown whole. The files beside it hold the ids as they are.
 * @module
 */

/** `ann.lee@example.com` as `a…@example.com`; any other id as it is. */
export const masked = (customer: string): string => customer.replace(/^([^@\s])[^@\s]*@([^@\s]+\.[^@\s]+)$/, '$1…@$2');
