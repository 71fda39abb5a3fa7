import type { TaskEvent } from '../../engine/records.ts';
import type { JobState } from '../../engine/state.ts';
import type { Mark } from '../../engine/view.ts';
import { type Line, line, span } from '../draw/line.ts';
import { table } from '../draw/table.ts';
import type { Shown } from '../model.ts';
import { markStyle } from '../panes/checklist.ts';

/** The last things a job did, the newest at the bottom: what is at work first, as the playbook names it. */
export function taskLines(job: JobState, shown: Shown, width: number, height: number): readonly Line[] {
  if (job.taskCount === 0) return job.tail.slice(-height).map((text) => line(text, { dim: true }));
  // What began is worth a line only while nothing has come of it.
  const told = job.tasks.filter((event, n) => event.state !== 'started' || n === job.tasks.length - 1);
  const recent = told.slice(-height);
  return table(
    [
      { align: 'left', least: 1, yields: 0 },
      { align: 'left', least: 6, yields: 2 },
      { align: 'left', least: 20, yields: 1 },
      { align: 'left', least: 0, yields: 3 },
    ],
    recent.map((event) => taskCells(event, shown)),
    width,
    shown.glyphs.ellipsis,
  );
}

function taskCells(event: TaskEvent, { glyphs }: Shown): readonly Line[] {
  const mark = taskMark(event.state);
  return [
    [span(glyphs.marks[mark], markStyle(mark))],
    line(event.host ?? ''),
    line(event.what),
    line(event.note, { dim: true }),
  ];
}

function taskMark(state: TaskEvent['state']): Mark {
  switch (state) {
    case 'started':
      return 'now';
    case 'ok':
    case 'changed':
    case 'ended':
      return 'done';
    case 'failed':
    case 'unreachable':
      return 'failed';
    case 'retry':
    case 'ignored':
      return 'look';
    case 'skipped':
      return 'skipped';
  }
}
