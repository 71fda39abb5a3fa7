import type { Json } from '../../base/json.ts';
import { type Text, text, verbatim } from '../../base/text.ts';
import type { Facts } from '../../engine/fact.ts';
import type { Shows } from '../../engine/runbook.ts';
import type { FactRow, FactsView } from '../../engine/view.ts';
import { setEntry } from '../../formats/keyed.ts';
import { parseYaml } from '../../formats/yaml/parse.ts';
import { sourceWords } from '../checks/finding.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { newTreeProbe } from '../probes/new-tree.ts';
import { scheduleConfigProbe } from '../probes/schedule-config.ts';
import { SCHEDULE_KEYS, type ScheduleKey } from '../region-merging.ts';

/** What PD holds beside what conf/pd.yml says and what 3.0 defaults to: what PD holds is what counts. */
export const mergeSettings: Shows<ClusterPorts> = {
  needs: [scheduleConfigProbe, newTreeProbe],
  everyMs: null,
  view({ facts }): FactsView {
    const written = pdYml(facts);
    return { kind: 'facts', rows: SCHEDULE_KEYS.map((key) => row(facts, key, written(key.key))) };
  },
};

function row(facts: Facts<ClusterPorts>, { key, before, now }: ScheduleKey, written: string | null): FactRow {
  const fact = facts.of(scheduleConfigProbe);
  const held = fact.known ? (fact.value[key] ?? null) : null;
  const words = (value: Json) => (value === null ? '?' : String(value));
  return {
    id: key,
    label: verbatim(key),
    value: held === null ? null : verbatim(words(held)),
    note: noteOf({ held, before, now, written }),
    mark: held === null ? 'unknown' : key.startsWith('max-merge-region') && held === 0 ? 'warn' : 'ok',
    source: sourceWords(fact.source),
    seenAt: fact.seenAt,
  };
}

interface Sides {
  readonly held: Json;
  readonly before: Json;
  readonly now: Json;
  readonly written: string | null;
}

function noteOf({ held, before, now, written }: Sides): Text {
  const file = text(
    written === null ? 'pd.yml sets nothing' : `pd.yml says ${written}`,
    written === null ? 'pd.yml 未设置' : `pd.yml 为 ${written}`,
  );
  const kept =
    held !== null && held === before && before !== now
      ? text('; kept from 2.1, where it was persisted', '；沿用 2.1 持久化的值')
      : text('', '');
  return text(
    `${file.en}; default 2.1: ${before}, 3.0: ${now}${kept.en}`,
    `${file.zh}；默认值 2.1：${before}，3.0：${now}${kept.zh}`,
  );
}

/** Values of conf/pd.yml as written, by key of its section `schedule`; null: not set there. */
function pdYml(facts: Facts<ClusterPorts>): (key: string) => string | null {
  const content = facts.value(newTreeProbe)?.files.get('conf/pd.yml');
  const parsed = content === undefined ? null : parseYaml(content);
  return (key) => (parsed && 'file' in parsed ? (setEntry(parsed.file, `schedule.${key}`)?.source ?? null) : null);
}
