import { formatDuration } from '../../base/duration.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { say, text } from '../../base/text.ts';
import { markOfResult } from '../../engine/marks.ts';
import type { Result } from '../../engine/records.ts';
import { openDebts, type RunState } from '../../engine/state.ts';
import { mark, type Style } from './style.ts';

const WORDS = {
  took: text('in', '用时'),
  owed: text('Still to be put back:', '尚待恢复：'),
  nothingOwed: text('Nothing is left to put back.', '没有尚待恢复的改动。'),
  journal: text('Report:', '报告：'),
  goOn: text('Go on:', '继续：'),
};

/** A result in words. */
export const RESULT_WORDS: Readonly<Record<Result, ReturnType<typeof text>>> = {
  done: text('done', '完成'),
  skipped: text('skipped', '已跳过'),
  failed: text('failed', '失败'),
  blocked: text('blocked', '被阻止'),
  decision: text('a decision is needed', '需要决定'),
  interrupted: text('interrupted', '已中断'),
  pending: text('not reached', '未执行'),
};

/** How a run ended: its phases, what is owed, where its report is and how it goes on. */
export function summaryLines(state: RunState, style: Style): readonly string[] {
  const { ended, run } = state;
  if (!ended || !run) return [];
  const word = (t: ReturnType<typeof text>) => say(t, style.lang);
  const reason = ended.reason ? `: ${sanitiseLine(word(ended.reason))}` : '';
  const debts = openDebts(state);
  return [
    '',
    `${mark(markOfResult(ended.result), style)} ${word(run.title)}: ${word(RESULT_WORDS[ended.result])}${reason}  (${word(WORDS.took)} ${formatDuration(state.lastAt - state.startedAt)})`,
    ...state.phases.map((phase) => `  ${mark(markOfResult(phase.result), style)} ${word(phase.title)}`),
    debts.length === 0 ? word(WORDS.nothingOwed) : word(WORDS.owed),
    ...debts.map(({ debt }) => `  ! ${debt.id}: ${sanitiseLine(word(debt.what))}`),
    ...(debts.length > 0 ? ['  belay debts --settle'] : []),
    ...(ended.result === 'done' ? [] : [`${word(WORDS.goOn)} belay resume ${run.id}`]),
    `${word(WORDS.journal)} belay report ${run.id}`,
  ];
}
