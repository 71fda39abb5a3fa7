import type { Lang } from '../base/text.ts';

/** The language to speak: what `--lang` says, else the locale's, else English. */
export function languageOf(flag: string | undefined, env: Readonly<Record<string, string | undefined>>): Lang {
  if (flag === 'en' || flag === 'zh') return flag;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}
