/** A language that belay speaks. */
export type Lang = 'en' | 'zh';

/** What an operator reads, in every language that belay speaks; the compiler sees a missing one. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** Makes a {@link Text}. English first, Chinese in the terms of TiDB's own documentation. */
export function text(en: string, zh: string): Text {
  return { en, zh };
}

/** The same words in every language: names, versions, commands, addresses. */
export function verbatim(words: string): Text {
  return { en: words, zh: words };
}

/** The words of `t` in one language. */
export function say(t: Text, lang: Lang): string {
  return t[lang];
}

/** Joins texts with one separator for all languages; an empty list gives empty words. */
export function joinTexts(texts: readonly Text[], separator: string): Text {
  return {
    en: texts.map((t) => t.en).join(separator),
    zh: texts.map((t) => t.zh).join(separator),
  };
}
