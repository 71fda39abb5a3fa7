import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '../..');
const OUT = join(ROOT, 'node_modules/.cache/belay-bench');

/** Bundles a program of the bench as belay itself is bundled, with its own compile cache. @returns what to start. */
export async function bundled(name: 'bare' | 'wizard'): Promise<string> {
  await build({
    entryPoints: { [name]: join(import.meta.dirname, `${name}.tsx`) },
    outdir: OUT,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    jsx: 'automatic',
    minifySyntax: true,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { 'react-devtools-core': join(ROOT, 'src/ui/no-devtools.ts') },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  await mkdir(OUT, { recursive: true });
  const start = join(OUT, `${name}-start.mjs`);
  const cache = join(OUT, `.compile-cache-${name}`);
  await writeFile(
    start,
    `import { enableCompileCache } from 'node:module';\nenableCompileCache(${JSON.stringify(cache)});\nawait import('./${name}.js');\n`,
  );
  return start;
}
