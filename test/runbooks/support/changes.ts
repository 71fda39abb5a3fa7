import type { MemorySnapshot } from '../../support/memory-practice.ts';

/** What changed the cluster: events of the world and calls that write, each as one line. */
export function changesOf({ world, calls }: MemorySnapshot): readonly string[] {
  return [
    ...world.history
      .filter(({ kind }) => /^(service|unit|binary|pd-schedule|pd-scheduler)/.test(kind))
      .map(({ kind, detail }) => `${kind} ${JSON.stringify(detail)}`),
    ...calls
      .filter(({ method }) => method !== 'GET' && method !== 'QUERY')
      .map(({ method, url, body }) => `${method} ${url} ${body}`),
  ];
}
