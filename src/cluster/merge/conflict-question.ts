import { joinTexts, text } from '../../base/text.ts';
import type { Question } from '../../engine/answers.ts';
import type { Dialect } from './dialect.ts';
import { type Place, placeId } from './types.ts';

/** A value that a person must choose. Values are as they may be shown. */
export interface Conflict {
  readonly place: Place;
  readonly base: string | null;
  readonly old: string | null;
  readonly new: string | null;
  readonly why: Question['why'];
}

/** The question of a conflict: `yours`, `new`, or a value of its own. Nothing is proposed: both sides meant theirs. */
export function conflictQuestion(conflict: Conflict, dialect: Dialect | null): Question {
  const { place, base, old, why } = conflict;
  const was = base === null ? text('', '') : text(`; it was ${base}`, `；原为 ${base}`);
  return {
    id: placeId(place),
    title: text(`${place.path}: ${place.key}`, `${place.path}：${place.key}`),
    why: joinTexts([why, was], ''),
    options: [
      { answer: 'yours', title: text(`yours: ${old ?? 'not set'}`, `您的值：${old ?? '不设置'}`) },
      { answer: 'new', title: text(`new: ${conflict.new ?? 'not set'}`, `新版本的值：${conflict.new ?? '不设置'}`) },
    ],
    proposed: null,
    free: dialect && {
      hint: text('a value as it is written in the file, quotes included', '按文件中的写法填写，包括引号'),
      refuse: (value) => dialect.refuse(value),
    },
  };
}
