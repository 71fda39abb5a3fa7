import { Cancelled } from '../base/errors.ts';
import { text } from '../base/text.ts';
import type { HostAddress, Hosts } from '../cluster/ports/host.ts';
import type { Http } from '../cluster/ports/http.ts';
import type { Sql } from '../cluster/ports/sql.ts';
import type { Deed, Look, Outcome } from '../engine/deed.ts';
import type { DeedContext, Doer } from '../engine/ports.ts';
import { performCall } from './doer/call.ts';
import { performCommand } from './doer/command.ts';
import { lookAtFile, performFile } from './doer/file.ts';
import { type FindHost, findHostIn } from './doer/find-host.ts';
import { type JobTools, lookAtJob, performJob } from './doer/job.ts';
import { asOutcome, went } from './doer/outcomes.ts';
import { prove } from './doer/prove.ts';
import { performSql } from './doer/sql.ts';
import { orUnclear } from './doer/unclear.ts';

/** What deeds are done by. */
export interface DoerParts extends JobTools {
  readonly hosts: Hosts;
  /** The address of a host by its inventory name; null when the inventory has not got it. */
  readonly addressOf: (name: string) => Promise<HostAddress | null>;
  readonly http: Http;
  readonly sql: Sql;
}

/** Performs deeds on the control machine and through it. */
export function createDoer(parts: DoerParts): Doer {
  const findHost = findHostIn(parts.hosts, parts.addressOf);
  return {
    perform: async (deed, context) => {
      if (context.signal.aborted) throw new Cancelled('left before the deed was begun');
      return asOutcome(() => perform(deed, { ...parts, findHost }, context));
    },
    look: (deed, name, signal) => look(deed, name, { ...parts, findHost }, signal),
    prove: (proof, signal) => prove(proof, { http: parts.http, findHost }, signal),
    interrupt: async (name) => {
      await parts.jobs.interrupt(name);
    },
  };
}

type Tools = DoerParts & { readonly findHost: FindHost };

async function perform(deed: Deed, tools: Tools, context: DeedContext): Promise<Outcome> {
  switch (deed.kind) {
    case 'command':
      return performCommand(deed, await tools.findHost(deed.host), context.signal);
    case 'job':
      return performJob(deed, tools, context);
    case 'file':
      return performFile(deed, await tools.findHost(deed.host));
    case 'call':
      return performCall(deed, tools.http, context.signal);
    case 'sql':
      return performSql(deed, tools.sql);
    case 'hand':
      // The gate before it was the person's word that it is done.
      return went(null, '');
  }
}

const NO_PROOF = text('Nothing shows whether it was done', '没有依据可判断是否已执行');

async function look(deed: Deed, name: string, tools: Tools, signal: AbortSignal): Promise<Look> {
  if (deed.kind === 'file') return orUnclear(async () => lookAtFile(deed, await tools.findHost(deed.host)));
  if (deed.kind === 'job') return orUnclear(() => lookAtJob(name, tools.jobs));
  if (deed.proof === undefined) return { is: 'unclear', evidence: NO_PROOF };
  const { holds, evidence } = await prove(deed.proof, tools, signal);
  return { is: holds === 'unclear' ? 'unclear' : holds ? 'done' : 'not-done', evidence };
}
