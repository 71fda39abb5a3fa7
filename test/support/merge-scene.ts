import { text } from '../../src/base/text.ts';
import { mergeTrees } from '../../src/cluster/merge/merge-trees.ts';
import type { Tree } from '../../src/cluster/merge/types.ts';
import { mergeView } from '../../src/cluster/merge/view.ts';
import type { Answers, Question } from '../../src/engine/answers.ts';
import type { Request } from '../../src/engine/ports.ts';
import { EMPTY_STATE, type RunState } from '../../src/engine/state.ts';
import { UNICODE } from '../../src/ui/draw/glyphs.ts';
import type { Shown } from '../../src/ui/model.ts';

type Questions = Extract<Request, { kind: 'questions' }>;

/** The request of a merge of these trees, with what is asked beside its own questions. */
export function mergeRequest(
  trees: { readonly base: Tree | null; readonly old: Tree; readonly new: Tree },
  more: readonly Question[] = [],
): Questions {
  const merge = (answers: Answers) => mergeTrees({ ...trees, answers });
  const first = merge(new Map());
  const title = text('Merge conf', '合并 conf');
  return {
    kind: 'questions',
    id: 'merge',
    step: {
      id: 'merge',
      title,
      why: title,
      source: '',
      when: null,
      gate: null,
      deeds: null,
      later: null,
      cannot: null,
      verify: null,
      putBack: { kind: 'nothing' },
      skippable: true,
      digest: '',
    },
    questions: [...first.questions, ...more],
    view: mergeView(first),
    preview: (answers) => mergeView(merge(answers)),
    options: [{ choice: 'answer', title, needs: 'answers' }],
  };
}

/** A screen on which this request waits. */
export function shownAsking(request: Request, rest: Partial<Shown> = {}): Shown {
  const run = {
    id: 'r1',
    runbook: 'upgrade-3.0',
    title: text('Upgrade', '升级'),
    cluster: 'test-cluster',
    control: '10.0.0.9',
    versions: { from: 'v2.1.19', to: 'v3.0.9' },
    belay: '0',
    profile: {},
    profilePath: '/belay.yaml',
  };
  const state: RunState = { ...EMPTY_STATE, run };
  return {
    state,
    request,
    requestAgeMs: 10_000,
    now: 0,
    cluster: null,
    lang: 'en',
    glyphs: UNICODE,
    columns: 120,
    rows: 40,
    place: text('PRACTICE', '演练'),
    connection: 'up',
    tick: 0,
    starting: null,
    asking: null,
    ...rest,
  };
}
