import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OperatorError } from '../base/errors.ts';
import { type Text, text, verbatim } from '../base/text.ts';
import { readYaml, type YamlProblem } from './yaml-source.ts';

/**
 * Reads `--answers`: a YAML map of gate or choice id → answer. `true` and `false` mean yes and no, numbers their digits.
 * @throws OperatorError (usage) `no-answers` or `bad-answers`, the latter with every problem at its line and column.
 */
export async function loadAnswers(path: string, cwd: string): Promise<ReadonlyMap<string, string>> {
  const file = resolve(cwd, path);
  let source: string;
  try {
    source = await readFile(file, 'utf8');
  } catch (cause) {
    const why = verbatim((cause as NodeJS.ErrnoException).code ?? 'unknown');
    const what = text(`The answers ${file} cannot be read.`, `无法读取答案文件 ${file}。`);
    throw new OperatorError(
      { code: 'no-answers', kind: 'usage', what, why, next: [verbatim(`ls -l ${file}`)] },
      { cause },
    );
  }
  const { answers, problems } = readAnswers(source);
  if (problems.length === 0) return answers;
  const lines = (lang: keyof Text) =>
    problems.map((p) => `${file}:${p.line}:${p.column}: ${p.what[lang]}`).join('\n  ');
  throw new OperatorError({
    code: 'bad-answers',
    kind: 'usage',
    what: text('The answers cannot be used.', '答案文件无法使用。'),
    why: text(lines('en'), lines('zh')),
    next: [text('One line an answer, for example: cold-backup: yes', '每行一个答案，例如：cold-backup: yes')],
  });
}

/** Reads the text of an answers file. */
export function readAnswers(source: string): {
  readonly answers: ReadonlyMap<string, string>;
  readonly problems: readonly YamlProblem[];
} {
  const yaml = readYaml(source);
  const { value } = yaml;
  if (yaml.problems.length > 0) return { answers: new Map(), problems: yaml.problems };
  if (value === null || value === undefined) return { answers: new Map(), problems: [] };
  if (typeof value !== 'object' || Array.isArray(value)) {
    const what = text('a map of id: answer is wanted', '应为“id: 答案”的映射');
    return { answers: new Map(), problems: [{ ...yaml.positionOf([]), what }] };
  }
  const problems: YamlProblem[] = [];
  const answers = new Map<string, string>();
  for (const [id, answer] of Object.entries(value)) {
    const words = answerWords(answer);
    if (words === null) {
      const what = text(`${id}: one word or one line of text is wanted`, `${id}：应为一个词或一行文本`);
      problems.push({ ...yaml.positionOf([id]), what });
    } else answers.set(id, words);
  }
  return { answers, problems };
}

function answerWords(answer: unknown): string | null {
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no';
  if (typeof answer === 'number') return String(answer);
  if (typeof answer === 'string' && answer !== '') return answer;
  // `x: text: 10` written without quotes is no valid YAML; `x: {text: 10}` is what some write instead.
  if (typeof answer === 'object' && answer !== null && Object.keys(answer).join() === 'text') {
    const inner = answerWords((answer as { text: unknown }).text);
    return inner === null ? null : `text: ${inner}`;
  }
  return null;
}
