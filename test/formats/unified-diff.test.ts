import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/formats/unified-diff.ts';

describe('a unified diff', () => {
  it('shows the changed line with its surroundings', () => {
    expect(unifiedDiff('/t/a.yml', 'a\nb\nc\n', 'a\nB\nc\n')).toBe(
      '--- /t/a.yml\n+++ /t/a.yml\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n',
    );
  });

  it('is empty when nothing differs', () => {
    expect(unifiedDiff('/t/a.yml', 'a\n', 'a\n')).toBe('');
  });

  it('tells a file that is not there from an empty one', () => {
    expect(unifiedDiff('/t/a.yml', null, 'a\n')).toContain('--- /dev/null\n+++ /t/a.yml');
    expect(unifiedDiff('/t/a.yml', '', 'a\n')).toContain('--- /t/a.yml\n');
  });
});
