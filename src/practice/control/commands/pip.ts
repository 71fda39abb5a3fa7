import { err, type Machine, type Output, out, resolvePath } from '../machine.ts';
import { isOlder, packagesFile, readPackages } from '../packages.ts';

/** The stand-in for `pip`: show, list, freeze, install (`-r FILE` or requirements) and uninstall. */
export async function* pip(machine: Machine): AsyncGenerator<Output, number> {
  const [verb = '', ...rest] = machine.argv;
  const packages = await readPackages(machine);
  const names = rest.filter((word) => !word.startsWith('-'));
  switch (verb) {
    case '--version':
      yield out('pip 9.0.3 from /usr/lib/python2.7/site-packages (python 2.7)');
      return 0;
    case 'show': {
      const found = names.filter((name) => packages[name.toLowerCase()] !== undefined);
      for (const name of found) yield out(`Name: ${name}\nVersion: ${packages[name.toLowerCase()]}`);
      return found.length === names.length ? 0 : 1;
    }
    case 'list':
    case 'freeze':
      for (const [name, version] of Object.entries(packages)) {
        yield out(verb === 'list' ? `${name} (${version})` : `${name}==${version}`);
      }
      return 0;
    case 'uninstall':
      await write(machine, Object.fromEntries(Object.entries(packages).filter(([name]) => !names.includes(name))));
      return 0;
    case 'install':
      return yield* installed(machine, rest, packages);
    default:
      yield err(`ERROR: unknown command "${verb}"`);
      return 1;
  }
}

async function* installed(
  machine: Machine,
  words: readonly string[],
  packages: Readonly<Record<string, string>>,
): AsyncGenerator<Output, number> {
  const at = words.findIndex((word) => word === '-r' || word === '--requirement');
  const file = at >= 0 ? (words[at + 1] ?? '') : null;
  const source = file === null ? null : await machine.files.read(resolvePath(machine.cwd, file));
  if (file !== null && source === null) {
    yield err(`Could not open requirements file: [Errno 2] No such file or directory: '${file}'`);
    return 1;
  }
  const wanted = source === null ? words.filter((word) => !word.startsWith('-')) : source.split('\n');
  const next = { ...packages };
  for (const line of wanted.map((text) => text.trim()).filter((text) => text !== '' && !text.startsWith('#'))) {
    const [, name = line, conditions = ''] = /^([\w.-]+)(.*)$/.exec(line) ?? [];
    const exact = /==\s*([\d.]+)/.exec(conditions)?.[1];
    const least = />=\s*([\d.]+)/.exec(conditions)?.[1];
    const had = next[name.toLowerCase()];
    const version =
      exact ?? (had !== undefined && (least === undefined || !isOlder(had, least)) ? had : (least ?? '1.0'));
    if (had === version) yield out(`Requirement already satisfied: ${line}`);
    else {
      await machine.time.sleep(3_000);
      yield out(`Collecting ${line}`);
      next[name.toLowerCase()] = version;
      yield out(`Successfully installed ${name}-${version}`);
    }
  }
  await write(machine, next);
  return 0;
}

async function write(machine: Machine, packages: Readonly<Record<string, string>>): Promise<void> {
  await machine.files.write(packagesFile(machine), `${JSON.stringify(packages, null, 2)}\n`);
}
