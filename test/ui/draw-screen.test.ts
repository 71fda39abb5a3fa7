import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { text } from '../../src/base/text.ts';
import { displayWidth } from '../../src/base/width.ts';
import { ASCII, UNICODE } from '../../src/ui/draw/glyphs.ts';
import { plain } from '../../src/ui/draw/line.ts';
import { drawScreen } from '../../src/ui/draw-screen.ts';
import { BINDINGS } from '../../src/ui/keys/bindings.ts';
import { type Key, splitInput } from '../../src/ui/keys/keypress.ts';
import { INITIAL_UI, type Shown, type UiState } from '../../src/ui/model.ts';
import { forRequest, update } from '../../src/ui/update.ts';
import { toyRun } from '../support/toy-run.ts';

const run = await toyRun(1);
const scenes = [
  ...run.moments.map(({ state }) => ({ state, request: null })),
  ...run.requests.map(({ state, request }) => ({ state, request })),
];

const shownAt = (
  scene: (typeof scenes)[number],
  size: { columns: number; rows: number },
  rest: Partial<Shown> = {},
): Shown => ({
  ...scene,
  requestAgeMs: 10_000,
  now: scene.state.lastAt + 400,
  cluster: null,
  lang: 'en',
  glyphs: UNICODE,
  place: text('PRACTICE', '演练'),
  connection: 'up',
  starting: null,
  asking: null,
  tick: 0,
  ...size,
  ...rest,
});

const keyArb: fc.Arbitrary<Key> = fc
  .constantFrom(...new Set(BINDINGS.flatMap((binding) => binding.on)), 'x', '集')
  .map((on) =>
    on.length > 1 && on !== '集'
      ? { name: on as Key['name'], char: '', ctrl: false, burst: false }
      : splitInput(on, {})[0]!,
  );

describe('the screen', () => {
  it('is never wider or higher than the terminal, whatever is shown and pressed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: scenes.length - 1 }),
        fc.integer({ min: 20, max: 220 }),
        fc.integer({ min: 5, max: 70 }),
        fc.constantFrom('en' as const, 'zh' as const),
        fc.constantFrom(UNICODE, ASCII),
        fc.array(keyArb, { maxLength: 12 }),
        (n, columns, rows, lang, glyphs, keys) => {
          const shown = shownAt(scenes[n]!, { columns, rows }, { lang, glyphs });
          let ui: UiState = forRequest(INITIAL_UI, shown.request);
          for (const key of keys) ui = update(ui, key, shown).ui;
          const lines = drawScreen(shown, ui).map(plain);
          expect(lines.length).toBe(rows);
          for (const line of lines) expect(displayWidth(line)).toBe(columns);
          expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f]/);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('always shows the gate, what it wants typed, and its keys', () => {
    const gates = scenes.filter(({ request }) => request?.kind === 'gate' && request.strength === 'danger');
    expect(gates.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc.integer({ min: 80, max: 220 }),
        fc.integer({ min: 24, max: 70 }),
        fc.array(keyArb, { maxLength: 6 }),
        (columns, rows, keys) => {
          const shown = shownAt(gates[0]!, { columns, rows });
          let ui: UiState = forRequest(INITIAL_UI, shown.request);
          for (const key of keys) ui = update(ui, key, shown).ui;
          const screen = drawScreen(shown, { ...ui, overlay: null, looking: null, notice: null })
            .map(plain)
            .join('\n');
          expect(screen).toContain("Type the cluster's name (test-cluster)");
          expect(screen).toContain('[Enter]');
          expect(screen).toContain('[Esc]');
        },
      ),
      { numRuns: 100 },
    );
  });

  it('asks for room when it is too small, and loses nothing typed', () => {
    const gate = scenes.find(({ request }) => request?.kind === 'gate' && request.strength === 'danger')!;
    const small = shownAt(gate, { columns: 60, rows: 10 });
    let ui = forRequest(INITIAL_UI, small.request);
    for (const key of splitInput('test', {})) ui = update(ui, key, small).ui;
    expect(drawScreen(small, ui).map(plain).join(' ')).toContain('belay needs 80×24');
    expect(
      drawScreen({ ...small, columns: 80, rows: 24 }, ui)
        .map(plain)
        .join('\n'),
    ).toContain('test▌');
  });
});

describe('a gate', () => {
  const gate = scenes.find(({ request }) => request?.kind === 'gate' && request.strength === 'confirm')!;
  const enter = splitInput('\r', { return: true });

  const yes = splitInput('y', {});

  it('is passed by one deliberate key, never by Enter out of habit', () => {
    const shown = shownAt(gate, { columns: 100, rows: 30 });
    expect(update(INITIAL_UI, yes[0]!, shown).effects).toEqual([{ kind: 'decide', choice: 'pass' }]);
    expect(update(INITIAL_UI, enter[0]!, shown).effects).toEqual([]);
  });

  it('ignores keys struck in its first moment', () => {
    const shown = shownAt(gate, { columns: 100, rows: 30 }, { requestAgeMs: 50 });
    const { effects, ui } = update(INITIAL_UI, yes[0]!, shown);
    expect(effects).toEqual([]);
    expect(ui.notice?.en).toContain('only just opened');
  });

  it('is not passed by a paste or a burst of keys', () => {
    const shown = shownAt(gate, { columns: 100, rows: 30 });
    for (const keys of [splitInput('yy', {}), splitInput('y', {}, true)]) {
      let ui = INITIAL_UI;
      const effects = keys.flatMap((key) => {
        const next = update(ui, key, shown);
        ui = next.ui;
        return next.effects;
      });
      expect(effects).toEqual([]);
    }
  });
});

describe('the table of keys', () => {
  it('names no key twice for one place', () => {
    const seen = new Set<string>();
    for (const binding of BINDINGS) {
      for (const where of binding.where) {
        for (const on of binding.on) {
          expect(seen).not.toContain(`${where} ${on}`);
          seen.add(`${where} ${on}`);
        }
      }
    }
  });
});
