import { err, type Machine, type Output, out } from '../machine.ts';
import { componentOfUnit, startUnit } from '../services.ts';

/** The stand-in for `systemctl`: start, stop, restart, is-active, status and show of the host's units. */
export async function* systemctl(machine: Machine): AsyncGenerator<Output, number> {
  const { verb, units, properties } = readWords(machine.argv);
  const unit = units[0] ?? '';
  const name = unit.includes('.') ? unit : `${unit}.service`;
  if (verb === 'daemon-reload') return 0;
  const component = componentOfUnit(machine.cluster.world(), machine.host, name);
  const { process } = component ?? { process: { state: 'stopped' } as const };
  const active = process.state === 'running' && process.unit === name;
  switch (verb) {
    case 'show':
      yield* shown(properties, { name, loaded: component !== null, active });
      return 0;
    case 'is-active':
      yield out(active ? 'active' : component ? 'inactive' : 'unknown');
      return active ? 0 : 3;
    case 'status':
      if (!component) {
        yield err(`Unit ${name} could not be found.`);
        return 4;
      }
      yield out(`● ${name} - ${name.replace(/\.service$/, '')} service`);
      yield out(`   Loaded: loaded (/etc/systemd/system/${name}; disabled; vendor preset: disabled)`);
      yield out(`   Active: ${active ? 'active (running)' : 'inactive (dead)'}`);
      return active ? 0 : 3;
    case 'start':
    case 'stop':
    case 'restart':
      break;
    default:
      yield err(`Unknown operation '${verb}'.`);
      return 1;
  }
  if (!component) {
    yield err(`Failed to ${verb} ${name}: Unit not found.`);
    return 5;
  }
  await machine.time.sleep(500);
  if (verb !== 'start') {
    machine.cluster.apply({ type: 'service-stop', component: component.id, unit: name, actor: 'systemctl' });
  }
  if (verb !== 'stop') {
    await startUnit(machine.cluster, machine.files, { component, unit: name, actor: 'systemctl' });
  }
  return 0;
}

function readWords(argv: readonly string[]) {
  const words: string[] = [];
  const properties: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '-p' || word === '--property') properties.push(...(argv[++index] ?? '').split(','));
    else if (/^(-p|--property=)/.test(word)) properties.push(...word.replace(/^(-p|--property=)/, '').split(','));
    else if (!word.startsWith('-')) words.push(word);
  }
  const [verb = 'list-units', ...units] = words;
  return { verb, units, properties };
}

function* shown(
  properties: readonly string[],
  unit: { readonly name: string; readonly loaded: boolean; readonly active: boolean },
): Generator<Output> {
  const values: Readonly<Record<string, string>> = {
    Id: unit.name,
    LoadState: unit.loaded ? 'loaded' : 'not-found',
    ActiveState: unit.active ? 'active' : 'inactive',
    SubState: unit.active ? 'running' : 'dead',
  };
  for (const property of properties.length > 0 ? properties : Object.keys(values)) {
    if (values[property] !== undefined) yield out(`${property}=${values[property]}`);
  }
}
