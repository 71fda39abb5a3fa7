import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { text } from '../../src/base/text.ts';
import { displayWidth } from '../../src/base/width.ts';
import { capacityForAll } from '../../src/cluster/capacity.ts';
import { capacityQuestion, hibernateRegionsQuestion } from '../../src/cluster/merge/tuning.ts';
import type { Tree } from '../../src/cluster/merge/types.ts';
import type { Request } from '../../src/engine/ports.ts';
import { setYamlKey } from '../../src/formats/yaml/edit.ts';
import { ASCII, UNICODE } from '../../src/ui/draw/glyphs.ts';
import { plain } from '../../src/ui/draw/line.ts';
import { drawScreen } from '../../src/ui/draw-screen.ts';
import { BINDINGS } from '../../src/ui/keys/bindings.ts';
import { type InkKey, type Key, splitInput } from '../../src/ui/keys/keypress.ts';
import { INITIAL_UI, type Shown, type UiState } from '../../src/ui/model.ts';
import { forRequest, update } from '../../src/ui/update.ts';
import { mergeRequest, shownAsking } from '../support/merge-scene.ts';
import { readTree, TREES } from '../support/trees.ts';

const tree = (files: Record<string, string>): Tree => new Map(Object.entries(files));
const filler = Array.from({ length: 30 }, (_, n) => `key-${n}: ${n}`).join('\n');
const tikv = (log: string, open: string, cache: string) =>
  `log-level: "${log}"\n${filler}\nrocksdb:\n  max-open-files: ${open}\n  wal-dir: "${'长路径/'.repeat(20)}"\n${cache}`;
const CACHE = '  defaultcf:\n    block-cache-size: "1GB"\n';
const INVENTORY = '[tikv_servers]\n192.168.0.3\n\n[all:vars]\ndeploy_dir = /d\n';
const MACHINES = [{ host: 'TiKV1-1', memoryBytes: 64 * 2 ** 30, instances: 2 }];

/** Two conflicts, two status ports, one retired cache, and the capacity question. */
const request = mergeRequest(
  {
    base: tree({ 'conf/tikv.yml': tikv('info', '100', CACHE), 'inventory.ini': INVENTORY }),
    old: tree({
      'conf/tikv.yml': tikv('warn', '4096', CACHE.replace('1GB', '9GB')),
      'inventory.ini': INVENTORY.replace(
        '192.168.0.3',
        'TiKV1-1 ansible_host=10.0.0.14 tikv_port=20171\nTiKV1-2 ansible_host=10.0.0.14 tikv_port=20172',
      ),
    }),
    new: tree({ 'conf/tikv.yml': tikv('error', '1024', ''), 'inventory.ini': INVENTORY }),
  },
  [capacityQuestion(capacityForAll(MACHINES))],
);
const CONFLICTS = ['conf/tikv.yml#log-level', 'conf/tikv.yml#rocksdb.max-open-files'];

const press = (ui: UiState, shown: Shown, ...keys: readonly (string | InkKey)[]) => {
  const effects = [];
  let now = ui;
  for (const key of keys.flatMap((one) =>
    typeof one === 'string' ? [...one].flatMap((char) => splitInput(char, {})) : splitInput('', one),
  )) {
    const next = update(now, key, shown);
    now = next.ui;
    effects.push(...next.effects);
  }
  return { ui: now, effects };
};
const ENTER = { return: true };
const screenOf = (shown: Shown, ui: UiState) => drawScreen(shown, ui).map(plain).join('\n');
const begin = (of: Request = request, rest: Partial<Shown> = {}) => {
  const shown = shownAsking(of, rest);
  return { shown, ui: forRequest(INITIAL_UI, of) };
};
/** Only what is a conflict is asked. */
const conflicts = {
  ...request,
  questions: request.questions.filter(({ id }) => CONFLICTS.includes(id)),
};

const keyArb: fc.Arbitrary<Key> = fc
  .constantFrom(...new Set(BINDINGS.flatMap((binding) => binding.on)), 'x', '集', '"')
  .map((on) =>
    [...on].length > 1 ? { name: on as Key['name'], char: '', ctrl: false, burst: false } : splitInput(on, {})[0]!,
  );

describe('a merge that is asked about', () => {
  it('is never wider or higher than the terminal, and always shows the answers and the footer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 80, max: 220 }),
        fc.integer({ min: 24, max: 70 }),
        fc.constantFrom('en' as const, 'zh' as const),
        fc.constantFrom(UNICODE, ASCII),
        fc.array(keyArb, { maxLength: 15 }),
        (columns, rows, lang, glyphs, keys) => {
          const { shown, ui: first } = begin(request, { columns, rows, lang, glyphs });
          let ui = first;
          for (const key of keys) ui = update(ui, key, shown).ui;
          ui = { ...ui, overlay: null, notice: null };
          const lines = drawScreen(shown, ui).map(plain);
          expect(lines).toHaveLength(rows);
          for (const line of lines) expect(displayWidth(line)).toBe(columns);
          expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f]/);
          expect(lines.at(-1)).toContain('[E');
          const decides = ui.merge.mode === 'lines' && ui.merge.at === null && ui.looking === null;
          if (decides) expect(lines.join('\n')).toMatch(/\[e\]|\[u\]/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('stands three versions beside each other, in columns that line up', () => {
    const { shown, ui } = begin(conflicts, { columns: 120, rows: 30 });
    const lines = drawScreen(shown, ui).map(plain);
    const rows = lines.filter((line) => line.split('│').length === 5);
    expect(rows.length).toBeGreaterThan(5);
    const edges = rows.map((line) =>
      line
        .split('│')
        .map((cell) => displayWidth(cell))
        .join(),
    );
    expect(new Set(edges).size).toBe(1);
    const row = lines.find((line) => line.includes('▌'));
    expect(row).toMatch(/log-level: "warn".*│ log-level: "error".*│ log-level: "warn"/);
    expect(lines.join('\n')).toMatch(/… \d+ lines the same …/);
  });

  it('tells the versions by letters where there is no room for columns', () => {
    const { shown, ui } = begin(conflicts, { columns: 80, rows: 24 });
    const screen = screenOf(shown, ui);
    expect(screen).toMatch(/▌ y r log-level: "warn"/);
    expect(screen).toMatch(/n {2}log-level: "error"/);
  });

  it('takes nothing of a conflict by habit, and shows in the result what was chosen', () => {
    const { shown, ui } = begin(conflicts);
    const habit = press(ui, shown, ENTER);
    expect(habit.effects).toEqual([]);
    expect(habit.ui.answers.size).toBe(0);
    expect(habit.ui.notice?.en).toContain('choose');
    const chosen = press(ui, shown, 'nK');
    expect(chosen.ui.answers).toEqual(new Map([[CONFLICTS[0], 'new']]));
    const row = drawScreen(shown, chosen.ui)
      .map(plain)
      .find((line) => line.includes('▌'));
    expect(row).toMatch(/"warn".*│.*"error".*│.*"error"/);
  });

  it('lets what was decided be seen and undone before it goes on', () => {
    const { shown, ui } = begin(conflicts);
    const done = press(ui, shown, 'yn');
    expect(done.effects).toEqual([]);
    expect(screenOf(shown, done.ui)).toContain('Everything here is decided.');
    const undone = press(done.ui, shown, 'u');
    expect([...undone.ui.answers]).toEqual([[CONFLICTS[0], 'yours']]);
    expect(press(done.ui, shown, ENTER).effects).toEqual([
      {
        kind: 'decide',
        choice: 'answer',
        answers: new Map([
          [CONFLICTS[0], 'yours'],
          [CONFLICTS[1], 'new'],
        ]),
      },
    ]);
  });

  it('goes straight on with what is proposed', () => {
    const ports = { ...request, questions: request.questions.filter(({ proposed }) => proposed !== null) };
    expect(ports.questions).toHaveLength(3);
    const { shown, ui } = begin(ports);
    expect(press(ui, shown, 'a').effects).toHaveLength(1);
    expect(press(ui, shown, ENTER, ENTER, ENTER).effects).toHaveLength(1);
  });

  it('edits a value in its place, and says why it cannot be taken while it is typed', () => {
    const { shown, ui } = begin(conflicts);
    const typing = press(ui, shown, 'e');
    expect(typing.ui.typed).toBe('"warn"');
    const wrong = press(typing.ui, shown, ' x: [');
    expect(screenOf(shown, wrong.ui)).toContain('✖ it cannot be written');
    expect(press(wrong.ui, shown, ENTER).ui.answers.size).toBe(0);
    const right = press(typing.ui, shown, { backspace: true }, 'ing"', ENTER);
    expect(right.ui.answers.get(CONFLICTS[0] ?? '')).toBe('text: "warning"');
  });

  it('answers nothing by a held key or a paste', () => {
    const { shown, ui } = begin(conflicts);
    let now = ui;
    for (const key of splitInput('yyy', {})) now = update(now, key, shown).ui;
    expect(now.answers.size).toBe(0);
    expect(now.notice?.en).toContain('one key at a time');
  });

  it('lists every key with its why and its source, and finds them', () => {
    const { shown, ui } = begin(request);
    const list = press(ui, shown, 'r', '/', 'block-cache-size', ENTER);
    const screen = screenOf(shown, list.ui);
    expect(screen).toContain('rocksdb.defaultcf.block-cache-size');
    expect(screen).not.toContain('max-open-files');
    const onRow = press(list.ui, shown, 'G');
    expect(screenOf(shown, onRow.ui)).toMatch(/one cache is shared by all column families/);
    expect(screenOf(shown, onRow.ui)).toContain('source: ');
    const lines = press(onRow.ui, shown, ENTER);
    expect(screenOf(shown, lines.ui)).toMatch(/▌ +block-cache-size: "9GB"/);
    const back = press(lines.ui, shown, { escape: true }, { escape: true });
    expect(screenOf(shown, back.ui)).toContain('decision 1 of 5');
  });

  it('works out what a capacity comes to while it is typed', () => {
    const capacity = { ...request, questions: request.questions.filter(({ id }) => id === 'capacity') };
    const { shown, ui } = begin(capacity);
    expect(screenOf(shown, ui)).toContain('64 GiB, 2 × 16 GiB = 50 %');
    const more = press(ui, shown, 'e', '40GB');
    expect(screenOf(shown, more.ui)).toMatch(/✖ +TiKV1-1 +64 GiB, 2 × 40 GiB = 125 %/);
    expect(screenOf(shown, more.ui)).toContain('more than the machine has');
    const none = press(ui, shown, { downArrow: true });
    expect(screenOf(shown, none.ui)).toContain("90 % (TiKV's own default)");
  });

  it('shows all that is asked beside a question that stands in no file', () => {
    const both = [...request.questions.filter(({ id }) => id === 'capacity'), hibernateRegionsQuestion()];
    const { shown, ui } = begin({ ...request, questions: both });
    const screen = screenOf(shown, press(ui, shown, ENTER).ui);
    expect(screen).toMatch(/✔ Shared block cache of each TiKV {2}→ 16GB/);
    expect(screen).toContain('▶ Let quiet regions hibernate');
  });

  it('moves by what differs, by lines and sideways', () => {
    const { shown, ui } = begin(conflicts, { columns: 120, rows: 24 });
    const later = press(ui, shown, '}');
    expect(screenOf(shown, later.ui)).toContain('max-open-files: 4096');
    const right = press(later.ui, shown, { rightArrow: true });
    expect(screenOf(shown, right.ui)).toContain('en-files: 4096');
    expect(screenOf(shown, right.ui)).not.toContain('max-open-files: 4096');
    expect(press(right.ui, shown, 'g').ui.tops.merge).toBe(0);
  });
});

describe('another step that is looked at', () => {
  it('keeps what is asked from taking keys', () => {
    const { shown, ui } = begin(conflicts);
    const away = { ...ui, looking: 'elsewhere' };
    expect(press(away, shown, 'y').ui.answers.size).toBe(0);
    expect(press(away, shown, { escape: true }).ui.looking).toBeNull();
  });
});

describe('a question of its own', () => {
  const question = {
    id: 'notes',
    title: text('Have the notes been read?', '是否已阅读？'),
    why: text('They tell what changes. '.repeat(40), '说明变化。'.repeat(60)),
    options: [{ answer: 'yes', title: text('yes', '是') }],
    proposed: 'yes',
    free: {
      hint: text('a number', '数字'),
      refuse: (value: string) => (/^\d+$/.test(value) ? null : text('no number', '不是数字')),
    },
  };
  const asks: Request = { ...request, view: null, questions: [question], preview: () => null };

  it('shows why, and its answers on every size', () => {
    for (const [columns, rows] of [
      [80, 24],
      [100, 30],
      [160, 50],
    ] as const) {
      const { shown, ui } = begin(asks, { columns, rows });
      const screen = screenOf(shown, ui);
      expect(screen).toContain('› yes  (proposed)');
      expect(screen).toContain('[e] a number');
      const typed = press(ui, shown, 'e', '7x');
      expect(screenOf(shown, typed.ui)).toContain('✖ no number');
      expect(press(typed.ui, shown, { backspace: true }, ENTER).effects).toHaveLength(1);
    }
  });
});

describe.skipIf(!TREES)('a merge of real trees', () => {
  it('shows every decision with its line in view', () => {
    const [base, now] = [readTree('tidb-ansible-v2.1.19'), readTree('tidb-ansible-v3.0.9')];
    const old = new Map(base);
    const edit = (path: string, key: readonly string[], value: string) =>
      old.set(path, setYamlKey(old.get(path) ?? '', key, value));
    edit('conf/tikv.yml', ['raftstore', 'sync-log'], 'false');
    edit('conf/tidb.yml', ['log', 'level'], '"warn"');
    const asked = mergeRequest({ base: null, old, new: now });
    expect(asked.questions.length).toBeGreaterThan(3);
    for (const columns of [80, 120, 160]) {
      const { shown, ui: first } = begin(asked, { columns });
      let ui = first;
      for (const { id } of asked.questions) {
        const screen = screenOf(shown, ui);
        expect(screen, id).toContain('▌');
        expect(screen, id).toContain('[y] ');
        ui = press(ui, shown, 'J').ui;
      }
    }
  });
});
