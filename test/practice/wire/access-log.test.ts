import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { accessLogFile } from '../../../src/practice/wire/access-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'belay-access-'));

afterEach(() => rmSync(folder, { recursive: true }));

it('appends one JSON line a request, at once', () => {
  const file = join(folder, 'access.jsonl');
  const entry = { at: 5, component: 'pd-1', method: 'POST', path: '/x', body: 'line\nbreak', status: 200 };
  accessLogFile(file).write(entry);
  accessLogFile(file).write({ ...entry, status: 500 });
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([entry, { ...entry, status: 500 }]);
});
