import { text } from '../../../src/base/text.ts';
import type { Question } from '../../../src/engine/answers.ts';
import type { Finding } from '../../../src/engine/check.ts';
import type { PlannedStep } from '../../../src/engine/plan-types.ts';
import type { Option, Request } from '../../../src/engine/ports.ts';
import type { Strength } from '../../../src/engine/runbook.ts';

const words = (en: string) => text(en, en);
const option = (choice: Option['choice'], needs: Option['needs'] = 'nothing'): Option => ({
  choice,
  title: words(choice),
  needs,
});

/** A step that runs one playbook. */
export function aStep(strength: Strength | null = null): PlannedStep {
  return {
    id: 'roll-pd',
    title: words('Update PD'),
    why: words('PD first.'),
    source: 'checklist 4.7',
    when: null,
    gate: strength && { strength, title: words('Start the rolling update'), means: words('No way back.') },
    deeds: [
      {
        kind: 'job',
        id: 'playbook',
        title: words('the playbook'),
        host: 'control',
        argv: ['ansible-playbook', 'rolling_update.yml', '--tags=pd'],
        cwd: '/home/tidb/tidb-ansible',
        env: {},
        follow: 'ansible',
        okExits: [0],
        touches: ['pd1'],
      },
    ],
    later: null,
    cannot: null,
    verify: null,
    putBack: { kind: 'nothing' },
    skippable: true,
    digest: 'd',
  };
}

/** A finding with this result. */
export function aFinding(result: Finding['result']): Finding {
  return {
    id: 'stores-up',
    result,
    what: words(`stores: ${result}`),
    why: words('seen'),
    next: [],
    source: '',
    seenAt: null,
  };
}

/** A gate of the cluster `test-cluster`. */
export function aGate(strength: Strength, findings: readonly Finding[] = []): Extract<Request, { kind: 'gate' }> {
  return {
    kind: 'gate',
    id: 'roll-pd',
    step: aStep(strength),
    cluster: 'test-cluster',
    strength,
    findings,
    view: null,
    options: [
      option('pass', strength === 'danger' ? 'cluster-name' : 'nothing'),
      option('skip', 'reason'),
      option('leave'),
    ],
  };
}

/** A question with two answers and free text. */
export function aQuestion(id: string, proposed: string | null, answers = ['yours', 'new']): Question {
  return {
    id,
    title: words(`About ${id}`),
    why: words('Both sides changed it.'),
    options: answers.map((answer) => ({ answer, title: words(`take ${answer}`) })),
    proposed,
    free: { hint: words('a number'), refuse: (value) => (/^\d+$/.test(value) ? null : words('no number')) },
  };
}

/** Questions of one step. */
export function someQuestions(...questions: Question[]): Extract<Request, { kind: 'questions' }> {
  const options = [option('answer', 'answers'), option('skip', 'reason'), option('leave')];
  return { kind: 'questions', id: 'merge', step: aStep(), questions, view: null, options };
}

/** A step that failed with this code. */
export function aFailure(
  code: string,
  rest: { readonly again?: PlannedStep | null; readonly owed?: readonly string[] } = {},
): Extract<Request, { kind: 'failed' }> {
  const { again = aStep(), owed = [] } = rest;
  return {
    kind: 'failed',
    id: 'roll-pd',
    step: aStep(),
    failure: { code, what: words('it failed'), why: words('exit 2'), now: null, owed, next: [] },
    again,
    options: [
      option('again'),
      ...(owed.length > 0 ? [option('settle')] : []),
      option('skip', 'reason'),
      option('leave'),
    ],
  };
}

/** A check that blocks. */
export function aBlock(): Extract<Request, { kind: 'blocked' }> {
  return {
    kind: 'blocked',
    id: 'readiness',
    step: aStep(),
    findings: [aFinding('block')],
    options: [option('recheck'), option('leave')],
  };
}

/** A deed whose outcome is not known. */
export function anUnknown(is: 'done' | 'not-done' | 'unclear'): Extract<Request, { kind: 'unknown' }> {
  const step = aStep();
  return {
    kind: 'unknown',
    id: step.id,
    step,
    deed: step.deeds![0]!,
    look: { is, evidence: words(`looks ${is}`) },
    options: [option('done', 'reason'), option('repeat', 'reason'), option('leave')],
  };
}

/** A lock held by another run. */
export function aLock(alive: boolean | 'unknown'): Extract<Request, { kind: 'lock' }> {
  const holder = { run: 'r1', user: 'ops', host: 'desk', pid: 7, since: 0 };
  return { kind: 'lock', id: 'lock', holder, alive, options: [option('take-over', 'reason'), option('leave')] };
}
