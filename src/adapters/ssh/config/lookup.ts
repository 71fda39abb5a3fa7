import { glob, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { type Text, text } from '../../../base/text.ts';
import { meant } from '../pattern.ts';
import { expandPath } from './expand.ts';
import { HONOURED, OFF, REFUSED, WITHOUT_BEARING } from './keywords.ts';
import { type Directive, parseConfig } from './parse.ts';
import { configTrouble } from './trouble.ts';

/** What the configuration says about one server. */
export interface Settings {
  /** The first line that says it; null where none does. */
  first(keyword: string): Directive | null;
  /** Every line that says it, in order (IdentityFile adds up). */
  all(keyword: string): readonly Directive[];
  /** What is left out of account, said to the operator. */
  readonly words: readonly Text[];
}

const DEEPEST_INCLUDE = 16;

/**
 * Reads what `file` and the files it includes say about a server, called by the name a person gives it.
 * @param file null: no configuration.
 * @throws OperatorError `ssh-config` for what cannot be read, and for what would have to be followed and cannot be.
 */
export async function lookUp(file: string | null, server: string, home: string): Promise<Settings> {
  const found: Directive[] = [];
  const words: Text[] = [];

  const read = async (path: string, outer: boolean, depth: number): Promise<void> => {
    const source = await readOrNothing(path);
    let active = outer;
    for (const directive of parseConfig(source, path)) {
      const { keyword, args, where } = directive;
      if (keyword === 'host') active = outer && meant(args, server);
      else if (keyword === 'match') {
        active = outer && args.length === 1 && args[0]?.toLowerCase() === 'all';
        if (outer && !active) words.push(matchWords(where));
      } else if (active && keyword === 'include') {
        if (depth === DEEPEST_INCLUDE) throw tooDeep(where);
        for (const pattern of args)
          for (const included of await filesOf(pattern, dirname(file ?? ''), home, where))
            await read(included, active, depth + 1);
      } else if (active) {
        const word = judge(directive);
        if (word) words.push(word);
        else found.push(directive);
      }
    }
  };
  if (file !== null) await read(file, true, 0);
  return {
    first: (keyword) => found.find((directive) => directive.keyword === keyword) ?? null,
    all: (keyword) => found.filter((directive) => directive.keyword === keyword),
    words,
  };
}

/** Null where a line may be taken as it is; words where it is left out of account. @throws where it has to be refused. */
function judge({ keyword, args, where }: Directive): Text | null {
  if (HONOURED.has(keyword) || WITHOUT_BEARING.has(keyword)) return null;
  if (OFF.has(args[0]?.toLowerCase() ?? '')) return null;
  if (REFUSED.has(keyword))
    throw configTrouble(
      text(
        `the ssh configuration uses ${keyword}, which belay cannot follow`,
        `ssh 配置使用了 belay 不支持的 ${keyword}`,
      ),
      where,
      [
        text(
          'give the way in the profile: control.host, and control.jump for the hosts on the way (none: straight)',
          '在配置文件中给出连接方式：control.host，以及跳板机 control.jump（none 表示直连）',
        ),
      ],
    );
  return text(`left out of account: ${where}`, `belay 不处理此设置：${where}`);
}

const matchWords = (where: string): Text =>
  text(`Match is not followed, only Host: ${where}`, `belay 不处理 Match，只处理 Host：${where}`);

const tooDeep = (where: string) =>
  configTrouble(text('files of the ssh configuration include each other', 'ssh 配置文件互相包含'), where);

async function filesOf(pattern: string, base: string, home: string, where: string): Promise<readonly string[]> {
  const rooted =
    isAbsolute(pattern) || pattern.startsWith('~') || pattern.startsWith('${') ? pattern : join(base, pattern);
  const files: string[] = [];
  for await (const file of glob(expandPath(rooted, { home, env: process.env, tokens: {} }, where))) files.push(file);
  return files.sort();
}

async function readOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw configTrouble(text('the ssh configuration cannot be read', '无法读取 ssh 配置'), String(error));
  }
}
