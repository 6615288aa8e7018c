/**
 * What an update or a forgetting did.
 * @module
 */

/** Written by `update` and `forget`: what was asked for and how it was done. */
export interface Receipt {
  readonly action: 'update' | 'forget';
  /** Were only some rows of the model computed anew, or all? Either way the model is, byte for byte, the one fitted on the new data. */
  readonly method: 'recomputed' | 'refitted';
  /** Rows of the model computed anew, and rows it has. */
  readonly rowsRecomputed: number;
  readonly rows: number;
  /** Interactions before and after. */
  readonly eventsBefore: number;
  readonly eventsAfter: number;
}

/** A new model, and the receipt; the old model still answers. */
export interface Changed<M> {
  readonly model: M;
  readonly receipt: Receipt;
}
