import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/formats/side-by-side.ts';

describe('two texts side by side', () => {
  it('pair lines and mark the words that differ', () => {
    const rows = sideBySide('a\nport = 1 # x\nb\n', 'a\nport = 2 # x\nb\nc\n');
    expect(rows.map((row) => row.kind)).toEqual(['same', 'changed', 'same', 'right-only']);
    expect(rows[1]?.left?.parts.filter((part) => part.changed).map((part) => part.text)).toEqual(['1']);
    expect(rows[1]?.right?.parts.filter((part) => part.changed).map((part) => part.text)).toEqual(['2']);
    expect(rows[3]?.right?.line).toBe(4);
  });

  it('hold every line of both, in order', () => {
    const [left, right] = ['1\n2\n3\n4', '0\n2\nx\ny\n4\n5'];
    const rows = sideBySide(left, right);
    const text = (side: 'left' | 'right') =>
      rows.flatMap((row) => (row[side] ? [row[side].parts.map((part) => part.text).join('')] : [])).join('\n');
    expect(text('left')).toBe(left);
    expect(text('right')).toBe(right);
  });

  it('see no difference in line breaks', () => {
    expect(sideBySide('a\r\nb', 'a\nb\n').every((row) => row.kind === 'same')).toBe(true);
  });
});
