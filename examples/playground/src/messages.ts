/**
 * What the page and its worker say to each other: plain data only.
 * @module
 */

import type { OrdersOptions, OrdersPreview, OrdersQuestion } from 'kindred/io';

/** What the user chose before starting. */
export interface JobOptions {
  /** Undefined: as many as the orders tell apart. */
  readonly segments: number | undefined;
  /** ISO 4217; empty: what the file says. */
  readonly currency: string;
  /** What is left of an order's amount, from 0 to 1, and what a contact costs; undefined: assumed. */
  readonly margin: number | undefined;
  readonly contactCost: number | undefined;
}

/** How one file is to be read, where it does not tell. The currency is one for all. */
export type Reading = Omit<OrdersOptions, 'currency'>;

/** A job: the user's files, each with how to read it; no file: the example shop. */
export interface JobRequest {
  readonly files: readonly { readonly file: File; readonly reading: Reading }[];
  readonly options: JobOptions;
}

/** The head of a file, for the dialog that asks what is what. No header: a file without columns to choose from. */
export interface Preview extends Pick<OrdersPreview, 'header' | 'rows' | 'guesses' | 'layout'> {
  readonly delimiter: string | undefined;
  readonly decimal: '.' | ',' | undefined;
}

/** A finished job. */
export interface JobResult {
  readonly html: string;
  readonly currency: string | undefined;
  readonly nCustomers: number;
  readonly nItems: number;
  readonly files: readonly { readonly name: string; readonly size: number }[];
}

/** Why there is no result. */
export interface Failure {
  readonly message: string;
  /** Of which file it is said; undefined: of none in particular. */
  readonly file: number | undefined;
  /** What must be answered before it can be read. */
  readonly question: OrdersQuestion | undefined;
}

/** An item or a customer that fits what was typed. */
export interface Suggestion {
  readonly id: string;
  /** What it is called: the id where it has no name. */
  readonly name: string;
  /** The item's id, the customer's segment; may be empty. */
  readonly about: string;
}

/** A recommendation, taken apart: the shares sum to 1. No `because`: it is a best-selling item, for want of a history. */
export interface Offered {
  readonly item: string;
  readonly name: string;
  readonly because: readonly { readonly item: string; readonly name: string; readonly share: number }[];
  /** How many customers bought it. */
  readonly customers: number;
}

/** All about one customer. */
export interface CustomerView {
  readonly customer: string;
  readonly segment: string;
  /** Who is in the segment, in a sentence; may be empty. */
  readonly sentence: string;
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** What is to come; what cannot be told is undefined. */
  readonly ahead: {
    readonly horizonDays: number;
    readonly buyProbability: number | undefined;
    readonly returnProbability: number | undefined;
    readonly worth: number | undefined;
  };
  /** What was bought, last first. */
  readonly history: readonly { readonly item: string; readonly name: string; readonly orders: number; readonly last: string }[];
  readonly offered: readonly Offered[];
}

/** What the page may ask about the finished job, and what it gets. */
export interface Answers {
  findCustomers(text: string): Suggestion[];
  findItems(text: string): Suggestion[];
  customer(id: string): CustomerView | undefined;
  basket(items: readonly string[]): Offered[];
  /** One of `JobResult.files`. */
  file(name: string): Blob;
  /** All of them. */
  zip(): Promise<Blob>;
}
export type Question = { readonly [K in keyof Answers]: { readonly name: K; readonly about: Parameters<Answers[K]>[0] } }[keyof Answers];

export type ToWorker =
  | { readonly type: 'run'; readonly job: number; readonly request: JobRequest }
  | { readonly type: 'stop'; readonly job: number }
  /** The result of this job is wanted: it takes the place of the last one. */
  | { readonly type: 'keep'; readonly job: number }
  | { readonly type: 'preview'; readonly id: number; readonly file: File; readonly reading: Reading }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question };

export type FromWorker =
  | { readonly type: 'progress'; readonly job: number; readonly stage: string; readonly share: number }
  | { readonly type: 'done'; readonly job: number; readonly result: JobResult }
  | ({ readonly type: 'failed'; readonly job: number } & Failure)
  | { readonly type: 'stopped'; readonly job: number }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'no answer'; readonly id: number; readonly message: string };
