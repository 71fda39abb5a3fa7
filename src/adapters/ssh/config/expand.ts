import { join } from 'node:path';
import { text } from '../../../base/text.ts';
import { configTrouble } from './trouble.ts';

/** What `%x` in a path or a name stands for. */
export type Tokens = Readonly<Record<string, string>>;

/**
 * Puts in `%h`, `%r` and the like.
 * @throws OperatorError `ssh-config` for a token that stands for nothing here.
 */
export function expandTokens(value: string, tokens: Tokens, where: string): string {
  return value.replace(/%(.?)/g, (token, name: string) => {
    const meaning = name === '%' ? '%' : tokens[name];
    if (meaning === undefined)
      throw configTrouble(
        text(`${token} means nothing to belay in ${value}`, `belay 不支持 ${value} 中的 ${token}`),
        where,
      );
    return meaning;
  });
}

/** An absolute path: `~/` is the home directory, `${NAME}` an environment variable, `%x` as {@link expandTokens}. */
export function expandPath(
  path: string,
  { home, env, tokens }: { readonly home: string; readonly env: NodeJS.ProcessEnv; readonly tokens: Tokens },
  where: string,
): string {
  const full = path === '~' || path.startsWith('~/') ? join(home, path.slice(2)) : path;
  const withEnv = full.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => {
    const value = env[name];
    if (value === undefined)
      throw configTrouble(text(`the variable ${name} in ${path} is not set`, `${path} 中的变量 ${name} 未设置`), where);
    return value;
  });
  const expanded = expandTokens(withEnv, tokens, where);
  return expanded.startsWith('/') ? expanded : join(process.cwd(), expanded);
}
