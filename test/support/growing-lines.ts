import { type FileHandle, open } from 'node:fs/promises';

/** The lines of a file that somebody else appends to. */
export interface GrowingLines {
  /** The whole lines that came since the last call; none while the file is not there. */
  next(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Reads on in a file as it grows, from its beginning. */
export function growingLines(path: string): GrowingLines {
  const buffer = Buffer.alloc(1 << 18);
  let file: FileHandle | null = null;
  let position = 0;
  let rest = Buffer.alloc(0);
  return {
    next: async () => {
      file ??= await openIfThere(path);
      if (file === null) return [];
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      position += bytesRead;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf('\n') + 1;
      rest = bytes.subarray(end);
      return bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
    },
    close: async () => file?.close(),
  };
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
