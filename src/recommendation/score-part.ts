/**
 * What a score is made of.
 * @module
 */
import type { Id } from '../data/ids.js';

/** What one item of the history adds. */
export interface ItemPart<I extends Id> {
  readonly kind: 'item';
  /** The item of the history. */
  readonly item: I;
  readonly user?: undefined;
  readonly name?: undefined;
  /** How much it counts for the item explained. */
  readonly weight: number;
  /** Its value in the history, after the recipe. */
  readonly value: number;
  readonly contribution: number;
}

/** What one similar user adds. */
export interface UserPart<U extends Id> {
  readonly kind: 'user';
  readonly item?: undefined;
  /** The similar user. */
  readonly user: U;
  readonly name?: undefined;
  /** How similar. */
  readonly weight: number;
  /** What the item is worth to that user, after the recipe. */
  readonly value: number;
  readonly contribution: number;
}

/** What is neither: a mean, a bias, how popular the item is, a boost. */
export interface NamedPart {
  readonly kind: 'base' | 'boost';
  readonly item?: undefined;
  readonly user?: undefined;
  /** Such as `'popularity'`, or the name of the boost. */
  readonly name: string;
  readonly contribution: number;
}

/** One part of a score; their left-to-right sum is the score. */
export type ScorePart<U extends Id, I extends Id> = ItemPart<I> | UserPart<U> | NamedPart;

/** A score that is how many users the item has. */
export const popularityPart = (users: number): NamedPart => ({ kind: 'base', name: 'popularity', contribution: users });
