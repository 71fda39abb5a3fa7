import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Millis } from '../../../base/duration.ts';
import { type Text, text } from '../../../base/text.ts';
import { expandPath, expandTokens, type Tokens } from './expand.ts';
import { OFF } from './keywords.ts';
import { lookUp, type Settings } from './lookup.ts';
import type { Directive } from './parse.ts';
import { configTrouble } from './trouble.ts';

/** A way to prove who we are. */
export type Method = 'publickey' | 'keyboard-interactive' | 'password';

/** What to do about a host key that is not known yet; one that changed is refused by all of them. */
export type Strictness = 'yes' | 'accept-new' | 'ask' | 'no';

/** One server on the way to the control machine, or itself: everything needed to connect to it. */
export interface SshTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** What known_hosts calls it: HostKeyAlias, or null for its address. */
  readonly alias: string | null;
  /** Files of private keys; `named` when somebody chose them, else ssh's default ones. */
  readonly identities: { readonly files: readonly string[]; readonly named: boolean; readonly only: boolean };
  /** The socket of ssh-agent; null: none. */
  readonly agent: string | null;
  readonly methods: ReadonlySet<Method>;
  readonly strictness: Strictness;
  readonly knownHosts: {
    readonly files: readonly string[];
    /** Where an accepted key is written; null: it is forgotten. */
    readonly writeTo: string | null;
    readonly hashed: boolean;
  };
  readonly aliveIntervalMs: Millis;
  readonly aliveCountMax: number;
  readonly connectTimeoutMs: Millis;
  /** ProxyJump as the configuration says it; null: straight. */
  readonly jump: string | null;
  /** What of the configuration is left out of account. */
  readonly words: readonly Text[];
}

/** What is said about a server before its configuration is asked. */
export interface Wanted {
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
  readonly identity: string | null;
  /** A key to try first where neither `identity` nor the configuration names one. */
  readonly spareIdentity?: string | null;
  /** Beside the user's own known_hosts. */
  readonly knownHosts: string | null;
}

/** Where the configuration lies; `file` null: none is read. */
export interface ConfigPlace {
  readonly file: string | null;
  readonly home: string;
}

/** The user's own ~/.ssh/config. */
export function userConfig(): ConfigPlace {
  return { file: join(homedir(), '.ssh', 'config'), home: homedir() };
}

/** No configuration at all: the practice cluster is reached as its own profile says, whatever stands in ~/.ssh/config. */
export function noConfig(): ConfigPlace {
  return { file: null, home: homedir() };
}

const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
const GLOBAL_KNOWN_HOSTS = ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'];
const CONNECT_TIMEOUT_MS = 20_000;
/** A dead network is noticed after three of these. */
const ALIVE_MS = 5_000;

/** What is needed to connect to a server: what is wanted first, then ~/.ssh/config, then ssh's defaults. @throws OperatorError `ssh-config`. */
export async function resolveTarget(wanted: Wanted, place: ConfigPlace): Promise<SshTarget> {
  const settings = await lookUp(place.file, wanted.host, place.home);
  const { first } = settings;
  const port = wanted.port ?? whole(first('port'), 1) ?? 22;
  const localUser = userInfo().username;
  const user = wanted.user ?? word(first('user')) ?? localUser;
  const host = hostName(first('hostname'), wanted.host);
  const tokens: Tokens = {
    d: place.home,
    h: host,
    L: hostname().replace(/\..*/, ''),
    l: hostname(),
    n: wanted.host,
    p: String(port),
    r: user,
    u: localUser,
  };
  const path = (value: string, where: string) =>
    expandPath(value, { home: place.home, env: process.env, tokens }, where);
  const alive = whole(first('serveraliveinterval'), 0);
  return {
    host,
    port,
    user,
    alias: word(first('hostkeyalias')),
    identities: identitiesOf(wanted, settings, place.home, path),
    agent: agentOf(first('identityagent'), path),
    methods: methodsOf(settings),
    strictness: strictnessOf(first('stricthostkeychecking')),
    knownHosts: knownHostsOf(wanted, settings, place.home, path),
    aliveIntervalMs: alive ? alive * 1000 : ALIVE_MS,
    aliveCountMax: whole(first('serveralivecountmax'), 1) ?? 3,
    connectTimeoutMs: seconds(first('connecttimeout')) ?? CONNECT_TIMEOUT_MS,
    jump: isOff(first('proxyjump')) ? null : word(first('proxyjump')),
    words: settings.words,
  };
}

type PathOf = (value: string, where: string) => string;

function hostName(directive: Directive | null, asked: string): string {
  return directive === null ? asked : expandTokens(directive.args[0]!, { h: asked }, directive.where);
}

function identitiesOf(wanted: Wanted, settings: Settings, home: string, path: PathOf): SshTarget['identities'] {
  const only = isOn(settings.first('identitiesonly'));
  if (wanted.identity !== null) return { files: [path(wanted.identity, 'control.identity')], named: true, only };
  const lines = settings.all('identityfile');
  const files = lines.filter((line) => !isOff(line)).map(({ args, where }) => path(args[0]!, where));
  if (lines.length > 0) return { files: [...new Set(files)], named: true, only };
  const spare = wanted.spareIdentity ? [path(wanted.spareIdentity, 'control.identity')] : [];
  return { files: [...spare, ...DEFAULT_KEYS.map((name) => join(home, '.ssh', name))], named: false, only };
}

function agentOf(directive: Directive | null, path: PathOf): string | null {
  const given = word(directive) ?? 'SSH_AUTH_SOCK';
  if (given.toLowerCase() === 'none') return null;
  if (given === 'SSH_AUTH_SOCK') return process.env.SSH_AUTH_SOCK || null;
  const variable = /^\$(\w+)$/.exec(given)?.[1];
  return variable === undefined ? path(given, directive!.where) : process.env[variable] || null;
}

const SWITCHES: readonly (readonly [Method, readonly string[]])[] = [
  ['publickey', ['pubkeyauthentication']],
  ['keyboard-interactive', ['kbdinteractiveauthentication', 'challengeresponseauthentication']],
  ['password', ['passwordauthentication']],
];

function methodsOf({ first }: Settings): ReadonlySet<Method> {
  const preferred = word(first('preferredauthentications'))?.split(',');
  const on = SWITCHES.filter(([method, keywords]) => {
    return !keywords.some((keyword) => isOff(first(keyword))) && (preferred?.includes(method) ?? true);
  });
  return new Set(on.map(([method]) => method));
}

function strictnessOf(directive: Directive | null): Strictness {
  const value = word(directive)?.toLowerCase() ?? 'ask';
  if (value === 'off') return 'no';
  if (value === 'yes' || value === 'accept-new' || value === 'ask' || value === 'no') return value;
  throw notAValue(directive!);
}

function knownHostsOf(wanted: Wanted, { first }: Settings, home: string, path: PathOf): SshTarget['knownHosts'] {
  const files = (directive: Directive | null, defaults: readonly string[]): readonly string[] => {
    if (directive === null) return defaults;
    return isOff(directive) ? [] : directive.args.map((file) => path(file, directive.where));
  };
  const own = files(first('userknownhostsfile'), [
    join(home, '.ssh', 'known_hosts'),
    join(home, '.ssh', 'known_hosts2'),
  ]);
  const extra = wanted.knownHosts === null ? [] : [path(wanted.knownHosts, 'control.knownHosts')];
  return {
    files: [...extra, ...own, ...files(first('globalknownhostsfile'), GLOBAL_KNOWN_HOSTS)],
    writeTo: extra[0] ?? own[0] ?? null,
    hashed: isOn(first('hashknownhosts')),
  };
}

const word = (directive: Directive | null): string | null => directive?.args[0] ?? null;
const isOff = (directive: Directive | null): boolean => OFF.has(word(directive)?.toLowerCase() ?? '');
const isOn = (directive: Directive | null): boolean => ['yes', 'true'].includes(word(directive)?.toLowerCase() ?? '');

function whole(directive: Directive | null, least: number): number | null {
  if (directive === null) return null;
  const value = Number(directive.args[0]);
  if (!Number.isInteger(value) || value < least) throw notAValue(directive);
  return value;
}

/** `30` or `1m30s`, in milliseconds. `none` and 0 leave it to the default: a connection that never comes must end. */
function seconds(directive: Directive | null): Millis | null {
  if (directive === null || isOff(directive)) return null;
  const parts = [...directive.args[0]!.matchAll(/(\d+)([smh]?)/gi)];
  if (parts.map(([whole]) => whole).join('') !== directive.args[0]) throw notAValue(directive);
  const factors: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };
  const total = parts.reduce((sum, [, count, unit]) => sum + Number(count) * factors[unit!.toLowerCase()]!, 0);
  return total === 0 ? null : total * 1000;
}

const notAValue = ({ keyword, where }: Directive) =>
  configTrouble(
    text(`the ssh configuration gives ${keyword} a value that is none`, `ssh 配置中 ${keyword} 的值无效`),
    where,
  );
