import { describe, expect, it } from 'vitest';
import { readAnswers } from '../../src/cli/answers-file.ts';

describe('answers', () => {
  it('are words by gate or choice id', () => {
    const { answers, problems } = readAnswers(
      [
        'cold-backup: yes',
        'notice: true',
        'drainer: false',
        'eviction-retries: 180',
        'rolling-pd: test-cluster',
        'conf/tikv.yml#rocksdb.max-open-files: yours',
        'conf/tidb.yml#log.level: "text: warn"',
        'conf/tidb.yml#lease: {text: 30s}',
      ].join('\n'),
    );
    expect(problems).toEqual([]);
    expect(Object.fromEntries(answers)).toEqual({
      'cold-backup': 'yes',
      notice: 'yes',
      drainer: 'no',
      'eviction-retries': '180',
      'rolling-pd': 'test-cluster',
      'conf/tikv.yml#rocksdb.max-open-files': 'yours',
      'conf/tidb.yml#log.level': 'text: warn',
      'conf/tidb.yml#lease': 'text: 30s',
    });
  });

  it('may be none', () => {
    expect(readAnswers('# nothing yet\n')).toMatchObject({ problems: [] });
  });

  it('tell every problem at its place', () => {
    expect(readAnswers('a: [1]\nb: yes\nc: {x: 1}\nd:\n').problems.map(({ line, column }) => [line, column])).toEqual([
      [1, 4],
      [3, 4],
      [4, 3],
    ]);
    expect(readAnswers('- a\n').problems).toHaveLength(1);
  });
});
