import { text, verbatim } from '../../src/base/text.ts';
import type { Check } from '../../src/engine/check.ts';
import type { Deed } from '../../src/engine/deed.ts';
import type { Probe } from '../../src/engine/fact.ts';
import type { Runbook, Step } from '../../src/engine/runbook.ts';
import type { ToyWorld } from './toy-world.ts';

const words = (s: string) => text(s, s);
const URL = 'http://toy/settings';

export const confProbe: Probe<ToyWorld, string> = {
  id: 'conf',
  title: words('conf'),
  shelfLifeMs: 5_000,
  needs: [],
  read: async (world) => ({
    value: world.files.get('/conf') ?? '',
    source: { kind: 'file', host: 'control', path: '/conf' },
  }),
};
export const settingsProbe: Probe<ToyWorld, ReadonlyMap<string, unknown>> = {
  id: 'settings',
  title: words('settings'),
  shelfLifeMs: 5_000,
  needs: [],
  read: async (world) => ({ value: new Map(world.settings), source: { kind: 'http', method: 'GET', url: URL } }),
};

export const calm: Check<ToyWorld> = {
  id: 'calm',
  title: words('the world is calm'),
  needs: [settingsProbe],
  judge: (facts) => ({
    id: 'calm',
    result: facts.value(settingsProbe)?.get('storm') ? 'block' : 'ok',
    what: words('calm'),
    why: words('storm is not set'),
    next: [],
    source: URL,
    seenAt: facts.of(settingsProbe).seenAt,
  }),
};

const step = (id: string, rest: Partial<Step<ToyWorld>>): Step<ToyWorld> => ({
  id,
  title: words(id),
  why: words(`why ${id}`),
  source: 'toy',
  putBack: { kind: 'nothing' },
  ...rest,
});

const set = (id: string, key: string, value: number, rest: Partial<Deed> = {}): Deed => ({
  id,
  kind: 'call',
  title: words(id),
  method: 'POST',
  url: URL,
  body: { [key]: value },
  okStatus: [200],
  proof: { kind: 'json', url: URL, at: [key], equals: value },
  ...(rest as object),
});

/** Every feature of the engine in eight steps: questions, gates, files, calls, a job, debts, loops, conditions, verify. */
export function toyRunbook(): Runbook<ToyWorld> {
  return {
    id: 'toy',
    title: words('toy'),
    why: words('to try the engine'),
    probes: [confProbe],
    estimate: () => 60_000,
    phases: [
      {
        id: 'look',
        title: words('look'),
        why: words('look first'),
        steps: [
          step('calm', { checks: [calm] }),
          step('never', {
            when: { id: 'no', title: words('never so'), needs: [], holds: () => false },
            action: { id: 'boom', needs: [], plan: () => ({ deeds: [set('boom', 'boom', 1)] }) },
          }),
        ],
      },
      {
        id: 'change',
        title: words('change'),
        why: words('change it'),
        steps: [
          step('conf', {
            choices: {
              needs: [],
              ask: () => [
                {
                  id: 'colour',
                  title: words('which colour'),
                  why: words('it matters'),
                  options: [{ answer: 'red', title: words('red') }],
                  proposed: 'red',
                  free: null,
                },
              ],
            },
            gate: { strength: 'confirm', title: words('write it'), means: words('the file changes'), rests: [calm] },
            action: {
              id: 'writeConf',
              needs: [confProbe],
              plan: ({ answers, facts }) => {
                const colour = answers.get('colour');
                if (!colour) return { later: words('the colour is not chosen') };
                const before = facts.value(confProbe) ?? '';
                return { deeds: [file('conf', before, `${colour} password=hunter22`)] };
              },
            },
          }),
          {
            id: 'limits',
            needs: [],
            over: () => [2, 3].map((n) => ({ id: String(n), item: n as never })),
            step: (n: never, id) =>
              step(id, {
                action: {
                  id: 'raise',
                  needs: [],
                  plan: () => ({
                    deeds: [
                      set(`limit-${n}`, `limit${n}`, n, {
                        opens: [
                          {
                            id: `limit${n}`,
                            what: words(`limit${n} is raised`),
                            original: 0,
                            settledWhen: [{ kind: 'json', url: URL, at: [`limit${n}`], equals: 0 }],
                            settle: [set('back', `limit${n}`, 0)],
                          },
                        ],
                      }),
                    ],
                  }),
                },
              }),
          },
          step('playbook', {
            skippable: false,
            gate: { strength: 'danger', title: words('no way back'), means: words('all stops'), rests: [calm] },
            action: {
              id: 'run',
              needs: [],
              plan: ({ attempts }) => ({
                deeds: [
                  {
                    id: 'playbook',
                    kind: 'job',
                    title: words('playbook'),
                    host: 'control',
                    argv: ['play', ...attempts.map(() => '--again')],
                    cwd: '/',
                    env: {},
                    follow: 'log',
                    okExits: [0],
                    touches: [],
                  },
                ],
              }),
            },
            verify: {
              id: 'isNew',
              title: words('the version is new'),
              needs: [settingsProbe],
              everyMs: 1_000,
              timeoutMs: 10_000,
              judge: ({ facts }, memory) => {
                const isNew = facts.value(settingsProbe)?.get('version') === 'new';
                const seen = isNew ? Number(memory ?? 0) + 1 : 0;
                return { holds: seen >= 2 ? 'yes' : 'not-yet', evidence: verbatim(`seen ${seen} times`), memory: seen };
              },
            },
            shows: {
              needs: [settingsProbe],
              everyMs: 500,
              view: ({ facts }) => ({
                kind: 'text',
                paragraphs: [verbatim(String(facts.value(settingsProbe)?.get('version') ?? '?'))],
              }),
            },
          }),
          step('back', {
            action: {
              id: 'lower',
              needs: [],
              plan: () => ({ deeds: [set('b2', 'limit2', 0), set('b3', 'limit3', 0)] }),
            },
          }),
        ],
      },
    ],
  };
}

function file(id: string, before: string, after: string): Deed {
  return {
    id,
    kind: 'file',
    title: words(id),
    host: 'control',
    path: '/conf',
    before,
    after,
    diff: `-${before}\n+${after}`,
  };
}
