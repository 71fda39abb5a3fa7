import { joinTexts, type Text, text } from '../../base/text.ts';
import type { Standing } from '../rolling/standing.ts';

/** "4 of 4 on v3.0.9: …", the same words for every component. */
export function rolledEvidence(standings: readonly Standing[], target: string): Text {
  const done = standings.filter((standing) => standing.done).length;
  const each = joinTexts(
    standings.map((standing) => standing.evidence),
    ', ',
  );
  return text(
    `${done} of ${standings.length} on ${target}: ${each.en}`,
    `${done}/${standings.length} 已是 ${target}：${each.zh}`,
  );
}

/** Whether all are done; an empty list is not. */
export function allDone(standings: readonly Standing[]): boolean {
  return standings.length > 0 && standings.every((standing) => standing.done);
}
