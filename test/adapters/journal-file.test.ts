import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournalFile, readJournalFile } from '../../src/adapters/journal-file.ts';
import { BugError } from '../../src/base/errors.ts';
import { codeOf } from './support/errors.ts';
import { temporaryDirectory } from './support/temporary.ts';

async function open(path: string) {
  const journal = await openJournalFile(path);
  onTestFinished(() => journal.close());
  return journal;
}

describe('the journal file', () => {
  it('is empty at first, and private with the directories it made', async () => {
    const root = await temporaryDirectory();
    const path = join(root, 'runs', 'one', 'journal.jsonl');
    expect(await (await open(path)).read()).toEqual([]);
    const modes = await Promise.all([path, join(root, 'runs', 'one'), join(root, 'runs')].map((at) => stat(at)));
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['600', '700', '700']);
  });

  it('gives back what was appended, in either language', async () => {
    const journal = await open(join(await temporaryDirectory(), 'journal'));
    await journal.append('{"en":"region"}', true);
    await journal.append('{"zh":"区域"}', false);
    expect(await journal.read()).toEqual(['{"en":"region"}', '{"zh":"区域"}']);
  });

  it('keeps the order of the calls, synced or not, awaited or not', async () => {
    const path = join(await temporaryDirectory(), 'journal');
    const journal = await open(path);
    const lines = Array.from({ length: 200 }, (_, i) => `line ${i}`);
    await Promise.all(lines.map((line, i) => journal.append(line, i % 7 === 0)));
    expect(await journal.read()).toEqual(lines);
    expect(await readFile(path, 'utf8')).toBe(lines.map((line) => `${line}\n`).join(''));
  });

  it('goes on where it was left', async () => {
    const path = join(await temporaryDirectory(), 'journal');
    const before = await openJournalFile(path);
    await before.append('one', true);
    await before.close();
    const after = await open(path);
    await after.append('two', true);
    expect(await after.read()).toEqual(['one', 'two']);
  });

  it('survives being torn at any byte: whole lines stay, the torn one is left out and cut off', async () => {
    const root = await temporaryDirectory();
    const lines = ['{"a":1}', '{"b":"区域"}', '{"c":[]}'];
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const path = join(root, `torn-${cut}`);
      const torn = bytes.subarray(0, cut);
      await writeFile(path, torn);
      const whole = lines.slice(0, torn.filter((byte) => byte === 0x0a).length);
      const journal = await openJournalFile(path);
      expect(await journal.read()).toEqual(whole);
      expect(await readFile(path)).toEqual(torn);
      await journal.append('{"next":true}', cut % 2 === 0);
      await journal.close();
      expect(await readJournalFile(path)).toEqual([...whole, '{"next":true}']);
    }
  });

  it('reads back any lines over any number of sittings, whatever was torn between them', async () => {
    const root = await temporaryDirectory();
    let n = 0;
    const line = fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\n'));
    const sitting = fc.record({ lines: fc.array(line), tail: line });
    await fc.assert(
      fc.asyncProperty(fc.array(sitting, { maxLength: 4 }), async (sittings) => {
        const path = join(root, `journal-${n++}`);
        for (const { lines, tail } of sittings) {
          const journal = await openJournalFile(path);
          await Promise.all(lines.map((text, i) => journal.append(text, i % 3 === 0)));
          await journal.close();
          await writeFile(path, tail, { flag: 'a' });
        }
        // What was torn stays torn only until the next append.
        const expected = sittings.flatMap(({ lines }) => lines);
        const journal = await openJournalFile(path);
        expect(await journal.read()).toEqual(expected);
        await journal.close();
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a line with a newline', async () => {
    const journal = await open(join(await temporaryDirectory(), 'journal'));
    await expect(journal.append('a\nb', true)).rejects.toBeInstanceOf(BugError);
    await journal.append('c', true);
    expect(await journal.read()).toEqual(['c']);
  });

  it('says journal-unwritable where no file can be made', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    expect(await codeOf(openJournalFile(join(file, 'journal')))).toBe('journal-unwritable');
  });

  it('says journal-unreadable for a run without a journal, and makes none', async () => {
    const path = join(await temporaryDirectory(), 'journal');
    expect(await codeOf(readJournalFile(path))).toBe('journal-unreadable');
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('takes nothing more after the disk refused a line, and leaves only whole lines to the next sitting', async () => {
    // A limit on the size of files (2 or 4 KiB, as the shell counts) does as a full disk: a part is written, then no more.
    const path = join(await temporaryDirectory(), 'journal');
    const script = `
      import { openJournalFile } from ${JSON.stringify(new URL('../../src/adapters/journal-file.ts', import.meta.url).href)};
      process.on('SIGXFSZ', () => undefined);
      const journal = await openJournalFile(${JSON.stringify(path)});
      await journal.append('a'.repeat(1500), true);
      const said = [];
      for (const line of ['b'.repeat(3000), 'c']) {
        await journal.append(line, true).then(() => said.push('written'), (error) => said.push(error.trouble.code));
      }
      console.log(said.join(' '));
    `;
    const shell = 'ulimit -f 4; exec "$0" --input-type=module-typescript -e "$1"';
    const { stdout } = await promisify(execFile)('sh', ['-c', shell, process.execPath, script]);
    expect(stdout.trim()).toBe('journal-unwritable journal-unwritable');
    expect(await readJournalFile(path)).toEqual(['a'.repeat(1500)]);
  });
});
