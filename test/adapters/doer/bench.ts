import { onTestFinished } from 'vitest';
import { createDoer, type DoerParts } from '../../../src/adapters/doer.ts';
import { clusterHosts } from '../../../src/adapters/hosts.ts';
import { tunnelHttp } from '../../../src/adapters/http.ts';
import { openJobs } from '../../../src/adapters/jobs/jobs.ts';
import { openLocalHost } from '../../../src/adapters/local/local-host.ts';
import { text } from '../../../src/base/text.ts';
import type { Deed } from '../../../src/engine/deed.ts';
import type { DeedContext, Doer } from '../../../src/engine/ports.ts';
import type { TaskEvent } from '../../../src/engine/records.ts';
import { temporaryDirectory } from '../support/temporary.ts';

/** A doer on this machine, with a directory of its own and one host, `TiKV1-1`, that is local too. */
export interface Bench {
  readonly doer: Doer;
  readonly directory: string;
  /** A context named `name` that keeps what it is told. */
  context(name: string, signal?: AbortSignal): DeedContext & { readonly lines: string[]; readonly tasks: TaskEvent[] };
}

export const never = new AbortController().signal;

export async function bench(parts: Partial<DoerParts> = {}): Promise<Bench> {
  const directory = await temporaryDirectory();
  const control = openLocalHost();
  const http = tunnelHttp(control);
  onTestFinished(() => http.close());
  const doer = createDoer({
    control,
    hosts: clusterHosts(control),
    addressOf: async (name) =>
      name === 'TiKV1-1' ? { name, address: '127.0.0.1', user: null, port: null, local: true } : null,
    jobs: openJobs(control, { directory: `${directory}/jobs` }),
    directory: `${directory}/jobs`,
    http,
    sql: { query: async () => [{ JOB_ID: '1' }] },
    ...parts,
  });
  return {
    doer,
    directory,
    context: (name, signal = never) => {
      const lines: string[] = [];
      const tasks: TaskEvent[] = [];
      return {
        name,
        signal,
        lines,
        tasks,
        onLines: (more, from) => {
          lines.splice(from, lines.length, ...more);
        },
        onTask: (event, seq) => {
          tasks[seq] = event;
        },
      };
    },
  };
}

/** What every deed of a test has beside what it is about. */
export const deedBase = { id: 'deed', title: text('a deed', '操作') } as const;

/** A deed with only what a test is about. */
export function deed<D extends Deed>(rest: Omit<D, 'id' | 'title'>): D {
  return { ...deedBase, ...rest } as D;
}
