// What asc reads where a kernel says Float32Array or Math (asconfig.json: lib, use). tsc and esbuild never see this file.

/** A kernel's array is a bare pointer into linear memory: no header, so no length, and a kernel cannot make one. */
@unmanaged export class F32s {
  @operator("[]") get(i: i32): f32 { return load<f32>(changetype<usize>(this) + (<usize>i << 2)); }
  @operator("[]=") set(i: i32, value: f32): void { store<f32>(changetype<usize>(this) + (<usize>i << 2), value); }
}
@unmanaged export class F64s {
  @operator("[]") get(i: i32): f64 { return load<f64>(changetype<usize>(this) + (<usize>i << 3)); }
  @operator("[]=") set(i: i32, value: f64): void { store<f64>(changetype<usize>(this) + (<usize>i << 3), value); }
}
@unmanaged export class I32s {
  @operator("[]") get(i: i32): i32 { return load<i32>(changetype<usize>(this) + (<usize>i << 2)); }
  @operator("[]=") set(i: i32, value: i32): void { store<i32>(changetype<usize>(this) + (<usize>i << 2), value); }
}
@unmanaged export class U16s {
  @operator("[]") get(i: i32): u16 { return load<u16>(changetype<usize>(this) + (<usize>i << 1)); }
  @operator("[]=") set(i: i32, value: i32): void { store<u16>(changetype<usize>(this) + (<usize>i << 1), value); }
}

/** Where x[i] lies. Only SIMD bodies use addresses. */
@inline export function ptr<T>(x: T, i: i32): usize { return changetype<usize>(x) + <usize>i * sizeof<valueof<T>>(); }

/** The only Math a kernel may use: what IEEE 754 and ECMA-262 make exact on every engine. No exp, log or pow. */
export namespace ExactMath {
  @inline export function fround<T>(x: T): f32 { return <f32>x; }
  @inline export function sqrt(x: f64): f64 { return f64.sqrt(x); }
  @inline export function abs(x: f64): f64 { return f64.abs(x); }
  @inline export function floor(x: f64): f64 { return f64.floor(x); }
  @inline export function clz32(x: i32): i32 { return clz<i32>(x); }
}
