import { say, text } from '../base/text.ts';
import type { Ask } from '../cluster/ports/ask.ts';
import { askChoice, askLine, askSecret } from './ask.ts';
import type { Call } from './call.ts';

const YES = text('yes', '是');
const NO = text('no', '否');

/** Questions on the way to a machine, asked at the terminal; null where nobody is there to answer. */
export function terminalAsk(call: Pick<Call, 'canAsk' | 'lang' | 'output'>): Ask {
  const { lang } = call;
  return {
    secret: async (prompt) => (call.canAsk ? askSecret(say(prompt, lang)) : null),
    line: async (prompt) => (call.canAsk ? askLine({ message: say(prompt, lang) }) : null),
    tell: async (words) => call.output.line(say(words, lang)),
    confirm: async (prompt) => {
      if (!call.canAsk) return null;
      const choices = [
        { value: 'no' as const, name: say(NO, lang) },
        { value: 'yes' as const, name: say(YES, lang) },
      ];
      return (await askChoice({ message: say(prompt, lang), choices })) === 'yes';
    },
  };
}
