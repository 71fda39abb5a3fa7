import type { Answers, Question } from '../../../engine/answers.ts';
import type { Request } from '../../../engine/ports.ts';
import type { MergeFile, MergeRow, MergeView } from '../../../engine/view.ts';
import type { Shown, UiState } from '../../model.ts';
import { askedQuestion } from '../../panes/question.ts';

/** A merge that waits for decisions, as it stands with the answers of this sitting. */
export interface MergeAsked {
  readonly request: Extract<Request, { kind: 'questions' }>;
  readonly view: MergeView;
  /** undefined: all are answered. */
  readonly question: Question | undefined;
  /** The row that the lines are about: gone to from the list, else of the question. */
  readonly row: MergeRow | undefined;
  /** The file that it stands in; null where it has none. */
  readonly file: MergeFile | null;
}

/** Whether the screen is for a merge now: something is asked about it, and no other step is looked at. */
export function isMergeAsked({ request }: Pick<Shown, 'request'>, ui: Pick<UiState, 'looking'>): boolean {
  if (request?.kind !== 'questions' || request.view?.kind !== 'merge') return false;
  return ui.looking === null || ui.looking === request.step.id;
}

/** The merge that is asked about; null when none is. */
export function mergeAsked(shown: Pick<Shown, 'request'>, ui: UiState): MergeAsked | null {
  const { request } = shown;
  if (request?.kind !== 'questions' || request.view?.kind !== 'merge' || !isMergeAsked(shown, ui)) return null;
  const view = viewWith(request, request.view, ui.answers);
  const question = askedQuestion(request.questions, ui);
  const id = ui.merge.at ?? question?.id ?? [...ui.answers.keys()].at(-1);
  const row = view.rows.find((one) => one.id === id);
  const path = row ? (row.place?.slice(0, row.place.indexOf('#')) ?? row.path) : null;
  return { request, view, question, row, file: view.files.find((one) => one.path === path) ?? null };
}

const previews = new WeakMap<Request, WeakMap<Answers, MergeView>>();

/** The view with what was answered in it; worked out once for the same answers. */
function viewWith(request: MergeAsked['request'], view: MergeView, answers: Answers): MergeView {
  if (answers.size === 0 || !request.preview) return view;
  const kept = previews.get(request) ?? new WeakMap<Answers, MergeView>();
  previews.set(request, kept);
  const found = kept.get(answers);
  if (found) return found;
  const made = request.preview(answers);
  const merged = made?.kind === 'merge' ? made : view;
  kept.set(answers, merged);
  return merged;
}
