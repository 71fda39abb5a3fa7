/** One draw: a number in [0, 1) and the generator's next state (mulberry32). */
export function draw(state: number): readonly [value: number, next: number] {
  const next = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(next ^ (next >>> 15), next | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return [((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296, next];
}

/** A generator over `draw` for code that needs many numbers at once; read `state()` afterwards. */
export function drawing(seed: number): { next(): number; below(limit: number): number; state(): number } {
  let state = seed >>> 0;
  const next = (): number => {
    const [value, after] = draw(state);
    state = after;
    return value;
  };
  return { next, below: (limit) => Math.floor(next() * limit), state: () => state };
}
