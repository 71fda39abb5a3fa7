import { rename, writeFile } from 'node:fs/promises';

/** Writes a file of the practice whole or not at all; nobody else may read it. */
export async function replaceFile(path: string, content: string): Promise<void> {
  await writeFile(`${path}.new`, content, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
