import { text } from '../../../base/text.ts';
import { configTrouble } from './trouble.ts';

/** One line of an ssh configuration file. */
export interface Directive {
  /** In lower case. */
  readonly keyword: string;
  readonly args: readonly string[];
  /** File and line, for what is said about it. */
  readonly where: string;
}

/**
 * The directives of a configuration file in the form of ssh_config(5): `Keyword arguments` or `Keyword=arguments`, quotes,
 * comments. @throws OperatorError `ssh-config` for a line that cannot be read.
 */
export function parseConfig(source: string, file: string): readonly Directive[] {
  return source.split(/\r?\n/).flatMap((line, at) => {
    const where = `${file}:${at + 1}: ${line.trim()}`;
    const [, keyword, rest] = /^\s*([A-Za-z0-9]+)(?:\s*=\s*|\s+|$)(.*)$/.exec(line) ?? [];
    if (/^\s*(#|$)/.test(line)) return [];
    if (keyword === undefined || rest === undefined) throw unreadable(where);
    const args = splitWords(rest);
    if (args === null || args.length === 0) throw unreadable(where);
    return [{ keyword: keyword.toLowerCase(), args, where }];
  });
}

/** The words of a line; `"…"` and `'…'` hold spaces, `\` keeps the next quote, `#` begins a comment. Null: a quote left open. */
function splitWords(line: string): readonly string[] | null {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '' && !rest.startsWith('#')) {
    const word = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\.|[^\s"'\\])+/.exec(rest)?.[0];
    if (word === undefined) return null;
    words.push(word.replace(/\\(["'\\ ])|(["'])/g, '$1'));
    rest = rest.slice(word.length);
    if (rest !== '' && !/^\s/.test(rest)) return null;
    rest = rest.trimStart();
  }
  return words;
}

const unreadable = (where: string) =>
  configTrouble(text('a line of the ssh configuration cannot be read', '无法解析 ssh 配置中的一行'), where);
