import type { SeriesValue } from './series.ts';

/** What can be asked of the practice Prometheus: a selector, a comparison with a number, aggregations of these. */
export type Query =
  | { readonly kind: 'select'; readonly name: string | null; readonly matchers: readonly Matcher[] }
  | { readonly kind: 'compare'; readonly of: Query; readonly operator: string; readonly number: number }
  | { readonly kind: 'aggregate'; readonly how: string; readonly of: Query; readonly by: readonly string[] };

interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** The query's meaning; null when it is more than the practice Prometheus understands. */
export function parseQuery(source: string): Query | null {
  const text = source.trim();
  const compared = /^(.*\S)\s*(==|!=|>=|<=|>|<)\s*(-?[\d.]+)$/s.exec(text);
  if (compared !== null) {
    const of = parseQuery(compared[1] ?? '');
    return of === null ? null : { kind: 'compare', of, operator: compared[2] ?? '', number: Number(compared[3]) };
  }
  return parseAggregate(text) ?? parseSelector(text);
}

/** The series that the query gives, from all series of one moment. */
export function evaluate(query: Query, all: readonly SeriesValue[]): readonly SeriesValue[] {
  switch (query.kind) {
    case 'select':
      return all.filter(
        ({ labels }) =>
          (query.name === null || labels.__name__ === query.name) &&
          query.matchers.every((matcher) => matches(matcher, labels[matcher.label] ?? '')),
      );
    case 'compare':
      return evaluate(query.of, all).filter(({ value }) => compares(value, query.operator, query.number));
    case 'aggregate':
      return aggregated(query, evaluate(query.of, all));
  }
}

function parseAggregate(text: string): Query | null {
  const leading = /^(sum|count|min|max|avg)\s*by\s*\(([^)]*)\)\s*\((.*)\)$/s.exec(text);
  const trailing = /^(sum|count|min|max|avg)\s*\((.*)\)\s*by\s*\(([^)]*)\)$/s.exec(text);
  const bare = /^(sum|count|min|max|avg)\s*\((.*)\)$/s.exec(text);
  const [how, inner, by] =
    leading !== null
      ? [leading[1], leading[3], leading[2]]
      : trailing !== null
        ? [trailing[1], trailing[2], trailing[3]]
        : [bare?.[1], bare?.[2], ''];
  const of = inner === undefined ? null : parseQuery(inner);
  if (of === null || how === undefined) return null;
  const labels = (by ?? '').split(',').map((label) => label.trim());
  return { kind: 'aggregate', how, of, by: labels.filter((label) => label !== '') };
}

function parseSelector(text: string): Query | null {
  const [, name, , inner] = /^([a-zA-Z_:][\w:]*)?(\{(.*)\})?$/s.exec(text) ?? [];
  if (name === undefined && inner === undefined) return null;
  const matchers: Matcher[] = [];
  const rest = (inner ?? '').replace(
    /([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"\s*,?\s*/g,
    (_, label, operator, value) => {
      matchers.push({ label, operator, value: value.replace(/\\(.)/g, '$1') });
      return '';
    },
  );
  return rest.trim() === '' ? { kind: 'select', name: name ?? null, matchers } : null;
}

function matches(matcher: Matcher, value: string): boolean {
  switch (matcher.operator) {
    case '=':
      return value === matcher.value;
    case '!=':
      return value !== matcher.value;
    case '=~':
      return new RegExp(`^(?:${matcher.value})$`).test(value);
    case '!~':
      return !new RegExp(`^(?:${matcher.value})$`).test(value);
  }
}

function compares(value: number, operator: string, number: number): boolean {
  if (operator === '==') return value === number;
  if (operator === '!=') return value !== number;
  if (operator === '>=') return value >= number;
  if (operator === '<=') return value <= number;
  return operator === '>' ? value > number : value < number;
}

function aggregated(
  query: Extract<Query, { kind: 'aggregate' }>,
  series: readonly SeriesValue[],
): readonly SeriesValue[] {
  const groups = new Map<string, { readonly labels: Record<string, string>; readonly values: number[] }>();
  for (const { labels, value } of series) {
    const kept = Object.fromEntries(query.by.map((label) => [label, labels[label] ?? '']));
    const key = JSON.stringify(kept);
    const group = groups.get(key) ?? { labels: kept, values: [] };
    groups.set(key, { ...group, values: [...group.values, value] });
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: combined(query.how, values) }));
}

function combined(how: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (how === 'count') return values.length;
  if (how === 'min') return Math.min(...values);
  if (how === 'max') return Math.max(...values);
  return how === 'avg' ? sum / values.length : sum;
}
