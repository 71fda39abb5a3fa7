import { BugError, Cancelled, OperatorError, type Trouble } from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import { type Lang, say, text } from '../base/text.ts';
import { EXIT_INTERRUPTED, exitOfError } from './exit-codes.ts';
import type { Surroundings } from './surroundings.ts';

/** Where a command's words go: with `--json` its answer alone goes to standard output, everything else to standard error. */
export interface Output {
  readonly lang: Lang;
  readonly json: boolean;
  /** One line for people. */
  line(words?: string): void;
  /** The answer of the command: as JSON with --json, else as these lines. */
  answer(document: Json, lines: readonly string[]): void;
}

/** Output to the process's streams. */
export function makeOutput(around: Surroundings, lang: Lang, json: boolean): Output {
  const people = json ? around.stderr : around.stdout;
  return {
    lang,
    json,
    line: (words = '') => people.write(`${words}\n`),
    answer(document, lines) {
      if (json) around.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      else if (lines.length > 0) around.stdout.write(`${lines.join('\n')}\n`);
    },
  };
}

/** Shows an error and gives the exit code it ends with. */
export function showError(error: unknown, around: Surroundings, lang: Lang, json: boolean): number {
  if (error instanceof Cancelled) {
    const left = text('Left; what was done so far is saved.', '已离开；到目前为止的进度已保存。');
    around.stderr.write(`${say(left, lang)}\n`);
    if (json) writeErrorDocument(around, lang, { ...INTERRUPTED, what: left });
    return EXIT_INTERRUPTED;
  }
  const trouble = error instanceof OperatorError ? error.trouble : bugTrouble(error);
  if (json) writeErrorDocument(around, lang, trouble);
  around.stderr.write(`${troubleLines(trouble, lang).join('\n')}\n`);
  return exitOfError(trouble.kind);
}

/** Trouble in lines: what, why, what next. */
export function troubleLines(trouble: Pick<Trouble, 'what' | 'why' | 'next'>, lang: Lang): readonly string[] {
  const words = lang === 'zh' ? { why: '原因', next: '接下来' } : { why: 'Why', next: 'Next' };
  return [
    `belay: ${say(trouble.what, lang)}`,
    `  ${words.why}: ${say(trouble.why, lang)}`,
    ...trouble.next.map((step) => `  ${words.next}: ${say(step, lang)}`),
  ];
}

/** The JSON form of an error. */
export function errorDocument(trouble: Omit<Trouble, 'kind'>, lang: Lang): Json {
  return {
    error: {
      code: trouble.code,
      what: say(trouble.what, lang),
      why: say(trouble.why, lang),
      next: trouble.next.map((step) => say(step, lang)),
    },
  };
}

const INTERRUPTED = {
  code: 'interrupted',
  why: text('A person left, or a signal came.', '操作者离开，或收到了信号。'),
  next: [text('belay resume', 'belay resume')],
};

function writeErrorDocument(around: Surroundings, lang: Lang, trouble: Omit<Trouble, 'kind'>): void {
  around.stdout.write(`${JSON.stringify(errorDocument(trouble, lang), null, 2)}\n`);
}

function bugTrouble(error: unknown): Trouble {
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const own = error instanceof BugError;
  return {
    code: own ? 'bug' : 'unexpected',
    kind: 'failed',
    what: text('belay came upon something that cannot be.', 'belay 遇到了不应出现的情况。'),
    why: text(shown, shown),
    next: [
      text(
        'belay resume goes on where it stopped; belay debts shows what is owed.',
        '用 belay resume 继续；用 belay debts 查看尚待恢复的改动。',
      ),
    ],
  };
}
