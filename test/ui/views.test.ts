import { describe, expect, it } from 'vitest';
import { text, verbatim } from '../../src/base/text.ts';
import { displayWidth } from '../../src/base/width.ts';
import type { View } from '../../src/engine/view.ts';
import { UNICODE } from '../../src/ui/draw/glyphs.ts';
import { plain } from '../../src/ui/draw/line.ts';
import type { Shown } from '../../src/ui/model.ts';
import { viewLines } from '../../src/ui/views/view-lines.ts';
import { toyRun } from '../support/toy-run.ts';

const run = await toyRun();
const shown: Shown = {
  state: run.moments.at(-1)!.state,
  request: null,
  requestAgeMs: 0,
  now: 0,
  cluster: null,
  lang: 'en',
  glyphs: UNICODE,
  columns: 100,
  rows: 30,
  place: verbatim('here'),
  connection: 'up',
  starting: null,
  asking: null,
  tick: 0,
};
const drawn = (view: View, width = 60) => viewLines(view, shown, width).map(plain);

describe('a plan on the screen', () => {
  it('names each step with its gate and exactly what it will do', () => {
    const lines = drawn({ kind: 'plan', phases: ['change'] }).join('\n');
    expect(lines).toContain('✔ conf  asks: a deliberate yes');
    expect(lines).toContain('/conf');
    expect(lines).toContain('✔ playbook  asks: the name of the cluster');
    expect(lines).toContain('POST http://toy/settings {"limit2":0}');
  });

  it('leaves out steps that do not apply', () => {
    expect(drawn({ kind: 'plan', phases: ['look'] }).join('\n')).not.toContain('never');
  });
});

describe('a form on the screen', () => {
  const field = { id: 'capacity', label: text('capacity', '容量'), value: '32GB', unit: text('a TiKV', '每个 TiKV') };

  it('shows what is wrong with a field in place of its hint', () => {
    const hint = text('half of the memory', '内存的一半');
    const problem = text('more than the machine has', '超出机器内存');
    const form = (wrong: typeof problem | null): View => ({
      kind: 'form',
      fields: [{ ...field, hint, problem: wrong }],
      note: null,
    });
    expect(drawn(form(null)).join('\n')).toContain('half of the memory');
    const lines = drawn(form(problem)).join('\n');
    expect(lines).toContain('32GB a TiKV');
    expect(lines).toContain('✖ more than the machine has');
    expect(lines).not.toContain('half of the memory');
  });
});

describe('the log of a job on the screen', () => {
  it('is its last lines', () => {
    const job = run.moments
      .at(-1)!
      .state.phases.flatMap((phase) => phase.steps)
      .flatMap((step) => step.jobs)[0]!;
    expect(drawn({ kind: 'log', job: job.job })).toEqual(['running playbook']);
  });
});

describe('every view', () => {
  it('keeps to its width', () => {
    for (const width of [30, 44, 90]) {
      for (const line of drawn({ kind: 'plan', phases: ['look', 'change'] }, width)) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
    }
  });
});
