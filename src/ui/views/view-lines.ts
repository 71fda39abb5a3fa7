import type { View } from '../../engine/view.ts';
import { type Line, line } from '../draw/line.ts';
import type { Shown } from '../model.ts';
import { factsLines } from './facts.ts';
import { formLines } from './form.ts';
import { gaugesLines } from './gauges.ts';
import { mergeLines } from './merge/summary.ts';
import { planLines } from './plan.ts';
import { textLines } from './text.ts';
import { trendLines } from './trend.ts';

/** What a step shows, by the kind of its view. */
export function viewLines(view: View, shown: Shown, width: number): readonly Line[] {
  switch (view.kind) {
    case 'facts':
      return factsLines(view, shown, width);
    case 'gauges':
      return gaugesLines(view, shown, width, 16);
    case 'text':
      return textLines(view, shown, width);
    case 'merge':
      return mergeLines(view, shown, width);
    case 'trend':
      return trendLines(view, shown, width);
    case 'form':
      return formLines(view, shown, width);
    case 'plan':
      return planLines(view, shown, width);
    case 'log':
      return jobTail(view.job, shown);
  }
}

const TAIL_LINES = 12;

/** The last lines of a job's log; the whole of it is a key away. */
function jobTail(job: string, { state }: Shown): readonly Line[] {
  const jobs = state.phases.flatMap((phase) => phase.steps).flatMap((step) => step.jobs);
  return (jobs.find((candidate) => candidate.job === job)?.tail ?? []).slice(-TAIL_LINES).map((text) => line(text));
}
