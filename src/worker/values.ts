/**
 * Values of kindred on their way between threads: taken apart into plain objects and typed arrays, which runtimes copy, and put together again from the classes
 * that the other side knows. A model goes as the bytes of its file and what the file leaves out, everything else of kindred by its fields.
 * @module
 */
import { classOf, nameOf, type NamedClass } from '../parts.js';

/** The key by which a value that was taken apart tells its class; no object of a user has it. */
const CLASS = 'kindred:class';

type Fields = Record<string, unknown>;

/** A model as bytes. */
interface Saved {
  readonly [CLASS]: string;
  readonly bytes: Uint8Array;
  readonly unsaved: unknown;
}

/** Anything else by its fields. */
interface Open {
  readonly [CLASS]: string;
  readonly fields: Fields;
}

/** A class as it is used here. */
interface Made {
  readonly prototype: object;
  fromBytes?(bytes: Uint8Array, classes: readonly unknown[]): unknown;
  fromFields?(fields: Fields): unknown;
}

/** What cannot cross: a function, an object of a class that has no name here, a class that the other side does not know. */
export class CannotCross extends Error {}

/** @throws CannotCross */
export function takeApart(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw new CannotCross();
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof ArrayBuffer) return value;
  if (ArrayBuffer.isView(value)) return compact(value);
  if (Array.isArray(value)) return value.every(isPrimitive) ? value : value.map(takeApart);
  if (value instanceof Map) return new Map(Array.from(value, ([key, of]) => [takeApart(key), takeApart(of)]));
  if (value instanceof Set) return new Set(Array.from(value, takeApart));
  const prototype = Object.getPrototypeOf(value) as object | null;
  const isPlain = prototype === null || (Object.getPrototypeOf(prototype) === null && !isArguments(value));
  return isPlain ? fieldsOf(value) : taken(value);
}

/** @param classes - what it may hold. @throws CannotCross */
export function putTogether(value: unknown, classes: ReadonlyMap<string, NamedClass>): unknown {
  if (isPrimitive(value) || value instanceof Date || value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value;
  const again = (of: unknown) => putTogether(of, classes);
  if (Array.isArray(value)) return value.every(isPrimitive) ? value : value.map(again);
  if (value instanceof Map) return new Map(Array.from(value, ([key, of]) => [again(key), again(of)]));
  if (value instanceof Set) return new Set(Array.from(value, again));
  const given = value as Saved | Open | Fields;
  if (!Object.hasOwn(given, CLASS)) return Object.fromEntries(Object.entries(given).map(([name, of]) => [name, again(of)]));
  const Class = classes.get((given as Saved)[CLASS]) as (NamedClass & Made) | undefined;
  if (!Class) throw new CannotCross();
  if ('fields' in given) {
    const fields = again(given['fields']) as Fields;
    return Class.fromFields ? Class.fromFields(fields) : Object.assign(Object.create(Class.prototype) as object, fields);
  }
  const { bytes, unsaved } = given as unknown as Saved;
  const model = Class.fromBytes!(bytes, [...classes.values()]) as { unsaved?: unknown };
  if (unsaved !== undefined) model.unsaved = unsaved;
  return model;
}

/** Classes by their names. */
export const byName = (classes: readonly NamedClass[]): ReadonlyMap<string, NamedClass> =>
  new Map(classes.map((one) => [nameOf(one), one]));

/** Arrays that are parts of larger ones are copied: with a view, all that lies under it would be sent. So are those in shared memory, which the caller may go on writing to. */
export function compact<A extends ArrayBufferView>(array: A): A {
  const isWhole = array.buffer instanceof ArrayBuffer && array.byteLength === array.buffer.byteLength;
  // not the array's own slice: that of Node's Buffer copies nothing
  return isWhole || array instanceof DataView ? array : (Uint8Array.prototype.slice.call(array) as unknown as A);
}

const isPrimitive = (value: unknown) => value === null || (typeof value !== 'object' && typeof value !== 'function');

/** What a function was given: a list by what it does, an object by its fields. */
const isArguments = (value: object) => Object.prototype.toString.call(value) === '[object Arguments]';

const fieldsOf = (value: object): Fields => Object.fromEntries(Object.entries(value).map(([name, of]) => [name, takeApart(of)]));

function taken(value: object): Saved | Open {
  const Class = classOf(value);
  if (!Class) throw new CannotCross();
  const name = nameOf(Class);
  const { toBytes, unsaved } = value as { toBytes?: () => Uint8Array; unsaved?: unknown };
  if (typeof toBytes !== 'function') return { [CLASS]: name, fields: fieldsOf(value) };
  return { [CLASS]: name, bytes: compact(bytesOf(value as { toBytes(): Uint8Array })), unsaved: takeApart(unsaved) };
}

function bytesOf(model: { toBytes(): Uint8Array }): Uint8Array {
  try {
    return model.toBytes();
  } catch {
    throw new CannotCross(); // it holds a model that cannot be saved
  }
}
