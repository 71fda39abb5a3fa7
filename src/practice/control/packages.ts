import type { Machine } from './machine.ts';

/** Python packages of the control machine: name → version. */
export type Packages = Readonly<Record<string, string>>;

/** What is installed when a practice begins: what the 3.0 tree asks for. */
export const INSTALLED: Packages = { ansible: '2.7.11', jinja2: '2.10.3', jmespath: '0.9.4', pyyaml: '5.2' };

/** The file that remembers them, in the control machine's home. */
export function packagesFile(machine: Pick<Machine, 'homes'>): string {
  return `${machine.homes.home(machine.homes.control)}/.local/python-packages.json`;
}

/** All packages. */
export async function readPackages(machine: Pick<Machine, 'homes' | 'files'>): Promise<Packages> {
  const source = await machine.files.read(packagesFile(machine));
  return source === null ? INSTALLED : (JSON.parse(source) as Packages);
}

/** The version of one package, by its name in any case; null: not installed. */
export async function packageVersion(machine: Pick<Machine, 'homes' | 'files'>, name: string): Promise<string | null> {
  return (await readPackages(machine))[name.toLowerCase()] ?? null;
}

/** Whether version `a` comes before `b`, compared part by part. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
