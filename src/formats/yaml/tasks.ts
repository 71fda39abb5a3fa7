import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { applyEdits, type Span } from '../source.ts';
import { YAML_OPTIONS } from './value.ts';

/** A scalar of one task, where it stands in its file. */
export interface TaskScalar {
  /** As written. */
  readonly value: string;
  readonly span: Span;
}

/**
 * Finds `key` of the task called `task` in a file that is a list of tasks (common_tasks of tidb-ansible).
 * @returns null when the file is no such list, or there is not exactly one such task, or it has no such scalar.
 */
export function findTaskScalar(source: string, task: string, key: string): TaskScalar | null {
  const document = parseDocument(source, YAML_OPTIONS);
  if (document.errors.length > 0 || !isSeq(document.contents)) return null;
  const maps: readonly unknown[] = document.contents.items;
  const named = maps.filter((item): item is YAMLMap => isMap(item) && item.get('name') === task);
  const only = named.length === 1 ? named[0] : undefined;
  const node: unknown = only?.get(key, true);
  if (!isScalar(node) || !node.range) return null;
  const [start, end] = node.range;
  return { value: source.slice(start, end), span: { start, end } };
}

/** The names of the tasks in a file; empty when it is no list of tasks. */
export function taskNames(source: string): readonly string[] {
  const document = parseDocument(source, YAML_OPTIONS);
  if (document.errors.length > 0 || !isSeq(document.contents)) return [];
  return document.contents.items.flatMap((item) => {
    const name: unknown = isMap(item) ? item.get('name') : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}

/** The file with scalars replaced; every other character stays as it is. */
export function replaceTaskScalars(
  source: string,
  changes: readonly { readonly at: TaskScalar; readonly value: string }[],
): string {
  return applyEdits(
    source,
    changes.map(({ at, value }) => ({ ...at.span, with: value })),
  );
}
