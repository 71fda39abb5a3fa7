import { REDACTED } from '../base/redact.ts';
import { joinTexts, type Text, text } from '../base/text.ts';
import type { Debt, Proof } from './deed.ts';
import { perform } from './run-deeds.ts';
import { BY_ENGINE, type Running } from './running.ts';
import { openDebts } from './state.ts';

/** Between two looks that both must hold: PD may bring a scheduler back from its storage right after a restart. */
const BETWEEN_LOOKS_MS = 1_000;
const SETTLE_TIMEOUT_MS = 60_000;
const SETTLE_EVERY_MS = 1_000;

/** Takes debts off the list that are seen settled, twice in a row; changes nothing in the cluster. */
export async function settleSeen<P>(running: Running<P>): Promise<void> {
  const first = await Promise.all(
    openDebts(running.state).map(async ({ debt }) => ({ debt, seen: await held(running, debt) })),
  );
  const candidates = first.filter(({ seen }) => seen !== null);
  if (candidates.length === 0) return;
  const { clock } = running.options.engine;
  await clock.sleep(BETWEEN_LOOKS_MS, running.options.signal);
  for (const { debt } of candidates) {
    const evidence = await held(running, debt);
    if (evidence) await running.record({ type: 'debt-settled', debt: debt.id, evidence, by: BY_ENGINE });
  }
}

/**
 * Settles what is owed, newest first, by the deeds that stand with each debt; then looks until it is seen settled.
 * @returns the debts that are still owed.
 */
export async function settleNow<P>(running: Running<P>): Promise<readonly Debt[]> {
  await settleSeen(running);
  for (const { debt, step } of openDebts(running.state).toReversed()) {
    const ready = debt.settle.length > 0 && !JSON.stringify(debt.settle).includes(REDACTED);
    const done = ready && (await settleOne(running, debt, step));
    if (done) await waitSettled(running, debt);
  }
  return openDebts(running.state).map(({ debt }) => debt);
}

async function settleOne<P>(running: Running<P>, debt: Debt, step: string): Promise<boolean> {
  const attempt = running.attempts(step).length;
  for (const planned of debt.settle) {
    const deed = { ...planned, id: `settle/${debt.id}/${planned.id}` };
    await running.record({ type: 'intent', step, attempt, deed, opens: [] });
    const outcome = await perform(running, { step, attempt, deed });
    if (!outcome.ok) return false;
  }
  return true;
}

async function waitSettled<P>(running: Running<P>, debt: Debt): Promise<void> {
  const { clock } = running.options.engine;
  const until = clock.now() + SETTLE_TIMEOUT_MS;
  while (clock.now() < until) {
    await settleSeen(running);
    if (!openDebts(running.state).some((open) => open.debt.id === debt.id)) return;
    await clock.sleep(SETTLE_EVERY_MS, running.options.signal);
  }
}

/** The evidence when all proofs hold; null when one does not, or cannot be seen, or there is none. */
async function held<P>(running: Running<P>, debt: Debt): Promise<Text | null> {
  if (debt.settledWhen.length === 0) return null;
  const looks = await Promise.all(debt.settledWhen.map((proof) => prove(running, proof)));
  return looks.every((look) => look.holds === true)
    ? joinTexts(
        looks.map((look) => look.evidence),
        '; ',
      )
    : null;
}

function prove<P>(running: Running<P>, proof: Proof) {
  return running.options.engine.doer.prove(proof, running.options.signal);
}

/** What an operator is told when debts stay. */
export function owedText(debts: readonly Debt[]): Text {
  return text(
    `still owed: ${debts.map((debt) => debt.what.en).join('; ')}`,
    `尚未还原：${debts.map((debt) => debt.what.zh).join('；')}`,
  );
}
