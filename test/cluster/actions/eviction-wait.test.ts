import { describe, expect, it } from 'vitest';
import { EVICTION_WAIT_DEBT, raiseEvictionWait } from '../../../src/cluster/actions/raise-eviction-wait.ts';
import { settleDebt } from '../../../src/cluster/actions/settle-debt.ts';
import { chooseEvictionWait } from '../../../src/cluster/choices/eviction-wait.ts';
import { findEvictionWait } from '../../../src/cluster/eviction-wait.ts';
import { evictionWaitProbe } from '../../../src/cluster/probes/eviction-wait.ts';
import { evictionWaitRestored } from '../../../src/cluster/verifies/eviction-wait.ts';
import { refuseAnswer } from '../../../src/engine/answers.ts';
import type { FileDeed } from '../../../src/engine/deed.ts';
import { EVICTION_FILE } from '../support/eviction-file.ts';
import { given } from '../support/facts.ts';
import { sha256 } from '../support/fake-host.ts';
import { deedsOf, planInput } from '../support/planned.ts';

const PATH = '/home/tidb/tidb-ansible-v3.0.9/common_tasks/add_evict_leader_scheduler.yml';

function facts(content = EVICTION_FILE, tls = false) {
  const placed = findEvictionWait(content, tls);
  if (!placed) throw new Error('no wait in it');
  return given().known(evictionWaitProbe, { path: PATH, content, placed });
}

const answers = (retries: string, delay = '10') =>
  new Map([
    ['eviction-retries', retries],
    ['eviction-delay', delay],
  ]);
const edit = (tls = false) =>
  deedsOf(raiseEvictionWait, planInput(facts(EVICTION_FILE, tls), { answers: answers('60') }))[0] as FileDeed;

describe('the longer wait', () => {
  it('changes the one line of the right task and nothing else', () => {
    expect(edit().after).toBe(EVICTION_FILE.replace('retries: 18   # times', 'retries: 60   # times'));
  });

  it('edits the twin in a cluster with TLS', () => {
    const at = EVICTION_FILE.lastIndexOf('retries: 18');
    expect(edit(true).after).toBe(`${EVICTION_FILE.slice(0, at)}retries: 60${EVICTION_FILE.slice(at + 11)}`);
  });

  it('is shown as a diff of that line', () => {
    expect(edit().diff).toContain('-  retries: 18   # times\n+  retries: 60   # times');
  });

  it('owes the whole file as it was', () => {
    const [debt] = edit().opens ?? [];
    expect(debt).toMatchObject({
      id: EVICTION_WAIT_DEBT,
      original: { retries: 18, delay: 10 },
      settledWhen: [{ kind: 'file', path: PATH, sha256: sha256(EVICTION_FILE) }],
      settle: [{ kind: 'file', before: edit().after, after: EVICTION_FILE }],
    });
  });

  it('is no edit when the answer is what the tree says', () => {
    expect(deedsOf(raiseEvictionWait, planInput(facts(), { answers: answers('18') }))).toEqual([]);
  });

  it('is put back by its own step from the debt, and not without one', () => {
    const debts = edit().opens ?? [];
    expect(deedsOf(settleDebt(EVICTION_WAIT_DEBT), planInput(facts(), { debts }))).toMatchObject([
      { kind: 'file', after: EVICTION_FILE },
    ]);
    expect(deedsOf(settleDebt(EVICTION_WAIT_DEBT), planInput(facts()))).toEqual([]);
  });

  it('counts as put back only when the file says what it did', () => {
    const debts = edit().opens ?? [];
    const edited = facts(edit().after ?? '');
    expect(evictionWaitRestored.judge(planInput(edited, { debts }), undefined).holds).toBe('no');
    expect(evictionWaitRestored.judge(planInput(facts(), { debts }), undefined).holds).toBe('yes');
  });

  it('cannot be found in a file of another form', () => {
    expect(findEvictionWait('- name: something else\n', false)).toBeNull();
    expect(findEvictionWait('retries: 18\n', false)).toBeNull();
    expect(findEvictionWait(EVICTION_FILE.replace('retries: 18   # times', 'retries: "{{ n }}"'), false)).toBeNull();
  });
});

describe('the question how often to look', () => {
  const [retries] = chooseEvictionWait.ask(planInput(facts()));
  const refused = (answer: string) => retries && refuseAnswer(retries, answer) !== null;

  it('proposes 60 and takes up to 1800', () => {
    expect(retries?.proposed).toBe('60');
    expect(refused('1800')).toBe(false);
    expect(refused('text: 240')).toBe(false);
  });

  it('refuses what is no number of tries', () => {
    for (const answer of ['text: 0', 'text: 1801', 'text: many', '7']) expect(refused(answer)).toBe(true);
  });
});
