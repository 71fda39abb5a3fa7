import type { Finding } from './check.ts';
import { FactTable } from './fact-table.ts';
import { expandSteps, phaseProbes, planRunbook } from './plan.ts';
import type { Plan } from './plan-types.ts';
import type { EnginePorts } from './ports.ts';
import { type Looking, readFacts } from './probing.ts';
import type { Runbook } from './runbook.ts';

/** What looking ahead needs: no journal, no lock, nobody to ask; nothing is changed. */
export interface PreviewOptions<P> {
  readonly runbook: Runbook<P>;
  readonly ports: P;
  readonly engine: Pick<EnginePorts, 'clock' | 'sha256'>;
  readonly answers: ReadonlyMap<string, string>;
  readonly runId: string;
  readonly signal: AbortSignal;
}

/** The whole plan with what can be known now; steps whose deeds come up on the way say so (`later`). */
export async function previewPlan<P>(options: PreviewOptions<P>): Promise<Plan> {
  const looking = lookingFor(options);
  await readFacts(looking, options.runbook.probes);
  for (const phase of options.runbook.phases) await readFacts(looking, phaseProbes(phase, looking.table));
  return planRunbook(options.runbook, {
    facts: looking.table,
    answers: options.answers,
    runId: options.runId,
    now: options.engine.clock.now(),
    sha256: options.engine.sha256,
    attempts: () => [],
    tried: () => null,
    debts: [],
  });
}

/** The checks of the runbook's first phase (readiness) and of its gates there, judged now. */
export async function previewChecks<P>(options: PreviewOptions<P>): Promise<readonly Finding[]> {
  const looking = lookingFor(options);
  const first = options.runbook.phases[0];
  if (!first) return [];
  await readFacts(looking, [...options.runbook.probes, ...phaseProbes(first, looking.table)]);
  const steps = expandSteps(first, looking.table).filter(
    (step) => step.when?.holds(looking.table, options.answers) !== false,
  );
  const all = steps.flatMap((step) => [...(step.checks ?? []), ...(step.gate?.rests ?? [])]);
  const checks = [...new Map(all.map((check) => [check.id, check])).values()];
  await readFacts(
    looking,
    checks.flatMap((check) => check.needs),
  );
  return checks.flatMap((check) => check.judge(looking.table, options.answers));
}

function lookingFor<P>({ ports, engine, signal }: PreviewOptions<P>): Looking<P> {
  return { ports, table: new FactTable<P>(), clock: engine.clock, signal };
}
