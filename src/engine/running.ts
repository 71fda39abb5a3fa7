import { OperatorError } from '../base/errors.ts';
import { type Text, text } from '../base/text.ts';
import type { Finding } from './check.ts';
import type { Probe } from './fact.ts';
import { FactTable } from './fact-table.ts';
import { type Journal, toldStep } from './journal.ts';
import type { Planning } from './plan.ts';
import type { PlannedStep } from './plan-types.ts';
import type { Decision, Request } from './ports.ts';
import { readFacts } from './probing.ts';
import type { By, Entry, Result } from './records.ts';
import { reduce } from './reduce.ts';
import type { RunOptions } from './run-options.ts';
import type { Attempt } from './runbook.ts';
import { findStep, openDebts, type RunState } from './state.ts';

/** Ends this sitting: not an error, the run can go on later (or is done). */
export class RunEnded extends Error {
  readonly result: Result;
  readonly reason: Text | null;

  constructor(result: Result, reason: Text | null = null) {
    super(`run ended: ${result}`);
    this.name = 'RunEnded';
    this.result = result;
    this.reason = reason;
  }
}

/** The engine's own hand: what decides when the rules decide. */
export const BY_ENGINE: By = { via: 'engine', who: 'belay' };

/** A run at work: its journal, its state, its facts. What happens is in the functions that use it. */
export class Running<P> {
  readonly options: RunOptions<P>;
  readonly table = new FactTable<P>();
  /** How the sitting before this one ended; null when it did not (killed), or there was none. */
  readonly endedBefore: Result | null;
  readonly #journal: Journal;
  #state: RunState;

  constructor(options: RunOptions<P>, journal: Journal, state: RunState) {
    this.options = options;
    this.#journal = journal;
    this.#state = state;
    this.endedBefore = state.ended?.result ?? null;
  }

  get state(): RunState {
    return this.#state;
  }

  /** Writes an entry, then takes it into the state. */
  async record(entry: Entry): Promise<void> {
    const record = await this.#journal.append(entry, this.options.engine.clock.now());
    this.#state = reduce(this.#state, record);
    this.options.observe(record, this.#state);
  }

  /** Reads facts; `maxAgeMs` as in {@link readFacts}. */
  look(probes: readonly Probe<P, unknown>[], maxAgeMs?: number): Promise<void> {
    const { ports, engine, signal } = this.options;
    return readFacts({ ports, table: this.table, clock: engine.clock, signal }, probes, maxAgeMs);
  }

  /** What planning may rest on now. */
  planning(): Planning<P> {
    const { engine, opening } = this.options;
    return {
      facts: this.table,
      answers: new Map([...this.#state.answers].map(([id, { answer }]) => [id, answer])),
      runId: opening.run,
      now: engine.clock.now(),
      sha256: engine.sha256,
      attempts: (stepId) => this.attempts(stepId),
      tried: (stepId) => this.#tried(stepId),
      debts: openDebts(this.#state).map(({ debt }) => debt),
    };
  }

  /** Tries of a step that have come to their end; the one at work is not among them. */
  attempts(stepId: string): readonly Attempt[] {
    const step = findStep(this.#state, stepId);
    const ended = step?.running ? step.attempts.slice(0, -1) : (step?.attempts ?? []);
    return ended.map(({ deeds }) => ({ deeds: deeds.map(({ deed, outcome }) => ({ deed, outcome })) }));
  }

  #tried(stepId: string): Attempt | null {
    const step = findStep(this.#state, stepId);
    const last = step?.running ? step.attempts.at(-1) : undefined;
    return last ? { deeds: last.deeds.map(({ deed, outcome }) => ({ deed, outcome })) } : null;
  }

  /** Asks somebody. What is shown holds no secret. @throws OperatorError (`usage`) when the decision is none of the options. */
  async ask(request: Request): Promise<Decision | null> {
    const { operator, secrets } = this.options.engine;
    const told = 'step' in request ? { ...request, step: toldStep(request.step, secrets()) } : request;
    const decision = await operator.decide(told, this.options.signal);
    if (decision && !request.options.some((option) => option.choice === decision.choice)) {
      throw notAnOption(request, decision);
    }
    return decision;
  }

  /** Whether the typed text is what a danger gate wants. */
  isClusterName(typed: string | undefined): boolean {
    return typed === this.options.opening.cluster;
  }

  async releaseLock(): Promise<void> {
    const { engine, opening, sitting } = this.options;
    await engine.lock.release({ ...sitting, run: opening.run, since: 0 });
    await this.record({ type: 'lock', what: 'released', holder: opening.run });
  }

  /** Ends the sitting because nobody can decide `what`. */
  undecided(what: string): RunEnded {
    return new RunEnded('decision', text(`a decision is needed: ${what}`, `需要决定：${what}`));
  }

  /** Records that a step has ended. */
  endStep(step: PlannedStep, result: Result, rest: { reason?: Text | null; by?: By } = {}): Promise<void> {
    const { reason = null, by = BY_ENGINE } = rest;
    return this.record({ type: 'step-ended', step: step.id, result, reason, trouble: null, by });
  }
}

/** The worst of some findings. */
export function worst(findings: readonly Finding[]): Finding['result'] {
  const order: Finding['result'][] = ['block', 'unknown', 'warn', 'ok'];
  return order.find((result) => findings.some((finding) => finding.result === result)) ?? 'ok';
}

function notAnOption(request: Request, decision: Decision): OperatorError {
  const allowed = request.options.map((option) => option.choice).join(', ');
  return new OperatorError({
    code: 'not-an-option',
    kind: 'usage',
    what: text(
      `"${decision.choice}" cannot be chosen at ${request.id}`,
      `${request.id} 处不能选择“${decision.choice}”`,
    ),
    why: text(`it takes: ${allowed}`, `可选：${allowed}`),
    next: [],
  });
}
