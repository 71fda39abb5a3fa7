import { sanitiseLine } from '../../base/sanitise.ts';
import { say, text } from '../../base/text.ts';
import type { By } from '../../engine/records.ts';
import type { Style } from './style.ts';

const WORDS = {
  auto: text('the good operator', '自动策略'),
  answers: text('the answers given', '预先给出的答案'),
  engine: text('the rules', '规则'),
};

/** Who decided. */
export function byWords(by: By, style: Style): string {
  switch (by.via) {
    case 'person':
      return sanitiseLine(by.who);
    case 'answers':
      return `${say(WORDS.answers, style.lang)}: ${sanitiseLine(by.who)}`;
    case 'auto':
      return say(WORDS.auto, style.lang);
    case 'engine':
      return say(WORDS.engine, style.lang);
  }
}
