import type { Operator } from '../../engine/ports.ts';

/** Asks one operator after the other; the first that decides has decided. Nobody does: null. */
export function chain(...operators: readonly Operator[]): Operator {
  return {
    async decide(request, signal) {
      for (const operator of operators) {
        const decision = await operator.decide(request, signal);
        if (decision) return decision;
      }
      return null;
    },
  };
}
