import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { practiceLayout } from './layout.ts';

const statusSchema = z.object({
  scenario: z.string(),
  runbook: z.string(),
  seed: z.number(),
  rate: z.number(),
  pid: z.number(),
  port: z.number(),
  token: z.string(),
  ssh: z.number(),
  pd: z.string(),
  serving: z.boolean(),
});

/** What practice.json says of a practice. */
export type PracticeStatus = z.infer<typeof statusSchema>;

/** Reads a practice's status; null: there is none in this directory, or it cannot be read. */
export async function readStatus(dir: string): Promise<PracticeStatus | null> {
  try {
    const parsed = statusSchema.safeParse(JSON.parse(await readFile(practiceLayout(dir).status, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}
