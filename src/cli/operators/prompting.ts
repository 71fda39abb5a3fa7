import { say, text } from '../../base/text.ts';
import type { Clock } from '../../engine/ports.ts';
import type { By } from '../../engine/records.ts';
import { askLine } from '../ask.ts';
import type { Style } from '../plain/style.ts';

/** What prompting a person needs. */
export interface Prompting {
  readonly style: Style;
  readonly by: By;
  readonly clock: Clock;
  line(words: string): void;
}

const WORDS = {
  reason: text('Why?', '理由？'),
  empty: text('a reason is wanted; it stands in the journal', '需要说明理由；它会写入日志'),
};

/** The reason of a decision that wants one. */
export function askReason({ style }: Pick<Prompting, 'style'>, signal: AbortSignal): Promise<string> {
  return askLine(
    {
      message: say(WORDS.reason, style.lang),
      validate: (value) => (value.trim() === '' ? say(WORDS.empty, style.lang) : null),
    },
    signal,
  );
}
