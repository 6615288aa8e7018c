// What tsc and the editor read where a kernel says i32 or f32x4. asc knows these itself.
type i32 = number;
type f32 = number;
type f64 = number;
type usize = number;
type u16 = number;
type u64 = number;
type bool = boolean;

/** A Float32Array or a Float64Array in a function that is made for each. */
interface Values {
  [i: number]: number;
}

/** True only in the SIMD WebAssembly build; the scalar and the JavaScript build are without the SIMD bodies. */
declare const ASC_FEATURE_SIMD: boolean;
/** The address of x[i]; only SIMD bodies use addresses. */
declare function ptr(x: ArrayLike<number>, i: i32): usize;
/** WebAssembly only, like every address. */
declare function load<T>(at: usize, offset?: number): T extends number ? number : never;
declare function store<T>(at: usize, value: T extends number ? number : never, offset?: number): void;

interface Vector {
  readonly bits: 128;
}
type v128 = Vector;
declare const v128: {
  load(at: usize, offset?: number): Vector;
  store(at: usize, value: Vector, offset?: number): void;
  load32_splat(at: usize, offset?: number): Vector;
  load64_splat(at: usize, offset?: number): Vector;
  load64_lane(at: usize, a: Vector, lane: i32, offset?: number): Vector;
  and(a: Vector, b: Vector): Vector;
  andnot(a: Vector, b: Vector): Vector;
  bitselect(a: Vector, b: Vector, which: Vector): Vector;
  or(a: Vector, b: Vector): Vector;
  xor(a: Vector, b: Vector): Vector;
  any_true(a: Vector): bool;
  shuffle<T>(a: Vector, b: Vector, ...lanes: (T extends number ? number : never)[]): Vector;
};
declare const f32x4: {
  splat(x: f32): Vector;
  add(a: Vector, b: Vector): Vector;
  sub(a: Vector, b: Vector): Vector;
  mul(a: Vector, b: Vector): Vector;
  lt(a: Vector, b: Vector): Vector;
  gt(a: Vector, b: Vector): Vector;
  ge(a: Vector, b: Vector): Vector;
  pmin(a: Vector, b: Vector): Vector;
  pmax(a: Vector, b: Vector): Vector;
  sqrt(a: Vector): Vector;
  convert_i32x4_s(a: Vector): Vector;
  demote_f64x2_zero(a: Vector): Vector;
};
declare const f64x2: {
  splat(x: f64): Vector;
  extract_lane(a: Vector, lane: i32): f64;
  replace_lane(a: Vector, lane: i32, x: f64): Vector;
  promote_low_f32x4(a: Vector): Vector;
  abs(a: Vector): Vector;
  add(a: Vector, b: Vector): Vector;
  sub(a: Vector, b: Vector): Vector;
  mul(a: Vector, b: Vector): Vector;
  div(a: Vector, b: Vector): Vector;
  sqrt(a: Vector): Vector;
  floor(a: Vector): Vector;
  lt(a: Vector, b: Vector): Vector;
  gt(a: Vector, b: Vector): Vector;
  ge(a: Vector, b: Vector): Vector;
  pmin(a: Vector, b: Vector): Vector;
  pmax(a: Vector, b: Vector): Vector;
};
declare const i32x4: {
  splat(x: i32): Vector;
  sub(a: Vector, b: Vector): Vector;
  all_true(a: Vector): bool;
  max_s(a: Vector, b: Vector): Vector;
  bitmask(a: Vector): i32;
  extend_low_i16x8_u(a: Vector): Vector;
  extend_high_i16x8_u(a: Vector): Vector;
};
declare const i64x2: { bitmask(a: Vector): i32; shl(a: Vector, bits: i32): Vector };
