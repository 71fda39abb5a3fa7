import type { Json, JsonObject } from '../../base/json.ts';
import { type Lang, say } from '../../base/text.ts';
import type { StepState } from '../../engine/state.ts';
import { runDocument } from '../run-document.ts';
import type { KnownRun } from '../runs.ts';

/** A run's report as data: how it ended, and for every step what was found, decided and done. */
export function reportDocument(run: KnownRun, lang: Lang): JsonObject {
  const { state } = run;
  return {
    ...runDocument(state, lang),
    cluster: state.run?.cluster ?? null,
    belay: state.run?.belay ?? null,
    startedAt: isoTime(state.startedAt),
    endedAt: state.ended ? isoTime(state.lastAt) : null,
    steps: state.phases.flatMap((phase) => phase.steps.map((step) => stepDocument(step, lang))),
    problems: run.problems.map(({ line, what }) => ({ line, what: say(what, lang) })),
  };
}

function stepDocument(step: StepState, lang: Lang): JsonObject {
  return {
    id: step.id,
    result: step.result,
    reason: step.reason ? say(step.reason, lang) : null,
    by: step.by ? { via: step.by.via, who: step.by.who } : null,
    startedAt: step.startedAt === null ? null : isoTime(step.startedAt),
    endedAt: step.endedAt === null ? null : isoTime(step.endedAt),
    findings: step.findings.map(({ id, result, what }) => ({ id, result, what: say(what, lang) })),
    gates: step.attempts.flatMap(({ gate }) =>
      gate ? [{ passed: gate.passed, by: gate.by.who, at: isoTime(gate.at) }] : [],
    ),
    deeds: step.attempts.flatMap(({ deeds }) =>
      deeds.map(({ deed, outcome, intendedAt, endedAt }) => ({
        deed: deed as unknown as Json,
        ok: outcome?.ok ?? null,
        code: outcome?.code ?? null,
        said: outcome?.said ?? null,
        startedAt: isoTime(intendedAt),
        endedAt: endedAt === null ? null : isoTime(endedAt),
      })),
    ),
    evidence: step.evidence ? say(step.evidence, lang) : null,
  };
}

/** A moment as reports write it: ISO 8601, UTC. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}
