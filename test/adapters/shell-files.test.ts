import { describe, expect, it } from 'vitest';
import { parseDf, parseLs } from '../../src/adapters/shell-files.ts';

describe('reading df', () => {
  const head = 'Filesystem     1024-blocks      Used Available Capacity Mounted on\n';
  it('takes what is free for the user', () => {
    expect(parseDf(`${head}/dev/vda1         41151808   9871356  29367024      26% /\n`, 'kv1')).toBe(29367024 * 1024);
  });
  it('takes a full disk beyond its reserve for none', () => {
    expect(parseDf(`${head}/dev/vda1 41151808 41151808 -200 101% /data one\n`, 'kv1')).toBe(0);
  });
  it('does not guess at another form', () => {
    expect(() => parseDf('df: /data: Input/output error\n', 'kv1')).toThrow(/unreadable-answer/);
    expect(() => parseDf('', 'kv1')).toThrow(/unreadable-answer/);
    expect(() => parseDf(`${head}/dev/vda1 1 2 3\n`, 'kv1')).toThrow(/unreadable-answer/);
  });
});

describe('reading ls', () => {
  it('takes names with blanks, links, devices and marks of SELinux', () => {
    const listing = [
      'total 8',
      '-rw-r--r--. 1 0 0 12345 Jan  1  2024 last',
      '-rw-r--r--+ 1 1000 1000 5 Nov 20 10:13  leading blank',
      'lrwxrwxrwx 1 0 0 4 Nov 20 10:13 link -> last',
      'crw-rw-rw- 1 0 0 1, 3 Nov 20 10:13 null',
      'drwxr-xr-x 2 0 0 4096 Nov 20 10:13 conf',
      '',
    ].join('\n');
    expect(parseLs(listing, 'kv1')).toEqual([
      { name: ' leading blank', kind: 'file', sizeBytes: 5 },
      { name: 'conf', kind: 'directory', sizeBytes: 4096 },
      { name: 'last', kind: 'file', sizeBytes: 12345 },
      { name: 'link', kind: 'link', sizeBytes: 4 },
      { name: 'null', kind: 'other', sizeBytes: 0 },
    ]);
  });
  it('does not guess at another form', () => {
    expect(() => parseLs('ls: reading directory: Input/output error\n', 'kv1')).toThrow(/unreadable-answer/);
  });
});
