/** What the kernels share. A vector holds four 32-bit floats. */

/** sum + a · b: one instruction where the module may use relaxed SIMD (and the processor has it), two otherwise. */
// @ts-ignore: decorator
@inline
export function addProduct(sum: v128, a: v128, b: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
}

/** The vector that begins at an address. */
// @ts-ignore: decorator
@inline
export function at(address: usize, offset: usize): v128 {
  return v128.load(address + offset);
}

// @ts-ignore: decorator
@inline
export function splatAt(address: usize): v128 {
  return v128.load32_splat(address);
}

export const ZERO: v128 = i32x4(0, 0, 0, 0);

/** ReLU as `f32x4.pmax(x, floor)`: one instruction, and NaN stays NaN. Without ReLU, nothing is below the floor. */
// @ts-ignore: decorator
@inline
export function floorOf(relu: i32): v128 {
  return f32x4.splat(relu ? 0 : -Infinity);
}
