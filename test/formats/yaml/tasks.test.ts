import { describe, expect, it } from 'vitest';
import { findTaskScalar, replaceTaskScalars, taskNames } from '../../../src/formats/yaml/tasks.ts';

const SOURCE = "---\n# list\n- name: one\n  retries: 3   # few\n\n- name: \"two's\"\n  retries:   '18'\n  delay: 10\n";

describe('a list of tasks', () => {
  it('names its tasks', () => {
    expect(taskNames(SOURCE)).toEqual(['one', "two's"]);
    expect(taskNames('a: map\n')).toEqual([]);
    expect(taskNames('- [broken\n')).toEqual([]);
  });

  it('gives a scalar where it stands, as written', () => {
    expect(findTaskScalar(SOURCE, "two's", 'retries')).toMatchObject({ value: "'18'" });
  });

  it('has none for a key that is not there, or a task that is there twice', () => {
    expect(findTaskScalar(SOURCE, 'one', 'delay')).toBeNull();
    expect(findTaskScalar(`${SOURCE}- name: one\n  retries: 4\n`, 'one', 'retries')).toBeNull();
  });

  it('is changed at that scalar only', () => {
    const at = findTaskScalar(SOURCE, 'one', 'retries');
    if (!at) throw new Error('not found');
    expect(replaceTaskScalars(SOURCE, [{ at, value: '60' }])).toBe(SOURCE.replace('retries: 3 ', 'retries: 60 '));
    expect(replaceTaskScalars(SOURCE, [{ at, value: '3' }])).toBe(SOURCE);
  });
});
