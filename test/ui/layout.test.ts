import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST, layoutScreen, type Region } from '../../src/ui/layout.ts';

const regionsAt = (columns: number, rows: number): readonly Region[] => {
  const layout = layoutScreen(columns, rows);
  if (layout.kind === 'too-small') return [];
  return [layout.header, layout.checklist, layout.step, layout.cluster, layout.footer];
};

describe('the layout', () => {
  it('covers the terminal exactly, with no region over another, at every size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: LEAST.columns, max: 250 }),
        fc.integer({ min: LEAST.rows, max: 90 }),
        (columns, rows) => {
          const cells = new Set<number>();
          let area = 0;
          for (const { left, top, width, height } of regionsAt(columns, rows)) {
            expect(width).toBeGreaterThan(0);
            expect(height).toBeGreaterThan(0);
            expect(left + width).toBeLessThanOrEqual(columns);
            expect(top + height).toBeLessThanOrEqual(rows);
            area += width * height;
            for (let y = top; y < top + height; y += 1)
              for (let x = left; x < left + width; x += 1) cells.add(y * columns + x);
          }
          expect(cells.size).toBe(area);
          expect(area).toBe(columns * rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves the step enough room at the smallest size', () => {
    const layout = layoutScreen(80, 24);
    expect(layout.kind !== 'too-small' && layout.step.height).toBeGreaterThanOrEqual(18);
  });

  it('shows the cluster in lines, below the step, or to its right', () => {
    const form = (columns: number, rows: number) => {
      const layout = layoutScreen(columns, rows);
      return layout.kind === 'too-small' ? null : layout.cluster.form;
    };
    expect([form(80, 24), form(100, 30), form(120, 40), form(160, 50)]).toEqual(['lines', 'lines', 'box', 'column']);
    expect(form(79, 24)).toBeNull();
  });
});
