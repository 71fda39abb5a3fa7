import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

const LAYERS = ['base', 'formats', 'engine', 'cluster', 'runbooks', 'adapters', 'practice', 'ui', 'cli'] as const;
type Layer = (typeof LAYERS)[number];

/** What each layer may import, beside itself. */
const MAY_IMPORT: Record<Layer, readonly Layer[]> = {
  base: [],
  formats: ['base'],
  engine: ['base'],
  cluster: ['base', 'formats', 'engine'],
  runbooks: ['base', 'formats', 'engine', 'cluster'],
  adapters: ['base', 'formats', 'engine', 'cluster'],
  practice: ['base', 'formats'],
  ui: ['base', 'formats', 'engine'],
  cli: ['base', 'formats', 'engine', 'cluster', 'runbooks', 'adapters', 'practice', 'ui'],
};

/** Packages that only some layers may use. */
const ONLY: Record<string, readonly Layer[]> = {
  ink: ['ui'],
  react: ['ui'],
  'string-width': ['base'],
  yaml: ['formats', 'cli'],
  diff: ['formats'],
  zod: ['formats', 'engine', 'cli', 'practice'],
  ssh2: ['adapters', 'practice'],
  undici: ['adapters'],
  mysql2: ['adapters', 'practice'],
  '@inquirer/prompts': ['cli'],
};

/** Layers without any Node module: time, chance, files and sockets are ports there. */
const PURE: readonly Layer[] = ['base', 'formats', 'engine', 'cluster', 'runbooks'];

interface Edge {
  from: string;
  layer: Layer;
  to: string;
}

async function edges(): Promise<{ modules: readonly string[]; edges: readonly Edge[] }> {
  const config: IConfiguration = { options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } } };
  const { output } = await cruise(['src'], { ...config.options, tsConfig: { fileName: 'tsconfig.json' } });
  const sources = (output as ICruiseResult).modules.filter((module) => /^src\/[^/]+\//.test(module.source));
  return {
    modules: sources.map((module) => module.source),
    edges: sources.flatMap((module) =>
      module.dependencies.map((d) => ({
        from: module.source,
        layer: module.source.split('/')[1] as Layer,
        to: d.couldNotResolve ? d.module : d.resolved,
      })),
    ),
  };
}

const packageOf = (path: string): string | null => {
  const match = /node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(path);
  return match?.[1] ?? null;
};

describe('the layers', async () => {
  const seen = await edges();

  it('were read', () => {
    expect(seen.modules.length).toBeGreaterThan(20);
    for (const layer of LAYERS) expect(seen.modules.filter((m) => m.startsWith(`src/${layer}/`))).not.toEqual([]);
    expect(seen.edges.length).toBeGreaterThan(20);
  });

  it('import only what they may', () => {
    const wrong = seen.edges.filter((edge) => {
      const target = /^src\/([^/]+)\//.exec(edge.to)?.[1] as Layer | undefined;
      return target !== undefined && target !== edge.layer && !MAY_IMPORT[edge.layer].includes(target);
    });
    expect(wrong.map((e) => `${e.from} -> ${e.to}`)).toEqual([]);
  });

  it('use each package only where it belongs', () => {
    const wrong = seen.edges.filter((edge) => {
      const name = packageOf(edge.to);
      return name !== null && ONLY[name] !== undefined && !ONLY[name].includes(edge.layer);
    });
    expect(wrong.map((e) => `${e.from} -> ${e.to}`)).toEqual([]);
  });

  it('keep Node out of the pure layers, and sockets, processes and ssh in adapters and practice', () => {
    const nodeModule = (to: string) =>
      to.startsWith('node:') || /^(fs|path|crypto|child_process|net|os|http|https|tls)$/.test(to);
    const sockets = /^(node:)?(child_process|net|tls|http|https|http2|dgram)$/;
    const wrong = seen.edges.filter((edge) =>
      PURE.includes(edge.layer)
        ? nodeModule(edge.to)
        : sockets.test(edge.to) && edge.layer !== 'adapters' && edge.layer !== 'practice',
    );
    expect(wrong.map((e) => `${e.from} -> ${e.to}`)).toEqual([]);
  });

  it('have no cycles between files', async () => {
    const next = new Map<string, string[]>();
    for (const edge of seen.edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
    const cycles: string[] = [];
    const state = new Map<string, 'open' | 'closed'>();
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'open') cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (state.has(file)) return;
      state.set(file, 'open');
      for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      state.set(file, 'closed');
    };
    for (const file of seen.modules) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe('the pure layers', () => {
  it('read no clock and no chance', async () => {
    const { readdir, readFile } = await import('node:fs/promises');
    const wrong: string[] = [];
    for (const layer of PURE) {
      for (const entry of await readdir(`src/${layer}`, { recursive: true })) {
        if (!entry.endsWith('.ts')) continue;
        const source = await readFile(`src/${layer}/${entry}`, 'utf8');
        if (/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(/.test(source))
          wrong.push(`${layer}/${entry}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
