/** One line of a requirements.txt. */
export interface Requirement {
  /** Lower case: ansible, jinja2, jmespath. */
  readonly name: string;
  readonly bounds: readonly { readonly operator: '==' | '>=' | '<=' | '<' | '>'; readonly version: string }[];
  /** As written: "ansible==2.7.11". */
  readonly source: string;
}

/** How an installed version stands to a requirement. */
export type Fit = 'fits' | 'older' | 'newer';

/** Reads name and version bounds of a pip requirements file; comments, blanks and lines of other forms are left out. */
export function parseRequirements(source: string): readonly Requirement[] {
  return source.split('\n').flatMap((line) => {
    const plain = line.replace(/#.*/, '').trim();
    const match = /^([A-Za-z0-9_.-]+)\s*((?:(?:==|>=|<=|<|>)\s*[\w.]+\s*,?\s*)*)$/.exec(plain);
    if (!match?.[1]) return [];
    const bounds = [...(match[2] ?? '').matchAll(/(==|>=|<=|<|>)\s*([\w.]+)/g)].map(([, operator, version]) => ({
      operator: operator as Requirement['bounds'][number]['operator'],
      version: version as string,
    }));
    return [{ name: match[1].toLowerCase(), bounds, source: plain }];
  });
}

/** Whether `installed` ("2.7.11", "2.14.18") is what the requirement asks, or on which side it misses. */
export function fitOf(requirement: Requirement, installed: string): Fit {
  for (const { operator, version } of requirement.bounds) {
    const order = compare(installed, version);
    if (order < 0 && operator !== '<' && operator !== '<=') return 'older';
    if (order === 0 && operator === '>') return 'older';
    if (order > 0 && operator !== '>' && operator !== '>=') return 'newer';
    if (order === 0 && operator === '<') return 'newer';
  }
  return 'fits';
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let at = 0; at < length; at += 1) {
    const order = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
