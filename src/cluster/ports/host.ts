import type { Millis } from '../../base/duration.ts';

/** How a short command ended. Output is text; what is not UTF-8 is replaced. */
export interface CommandResult {
  /** null when a signal ended it. */
  readonly exit: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default 30,000. */
  readonly timeoutMs?: Millis;
  readonly signal?: AbortSignal;
}

/**
 * A machine: the control machine (local or by SSH), or a host of the cluster, reached from the control machine.
 * Every method throws OperatorError when the machine cannot be reached, the time is up or access is denied;
 * a command that ran and failed is a result, not an error.
 */
export interface Host {
  /** `control`, or the inventory name. */
  readonly name: string;
  /** argv is quoted by the host; never shell text. stdin is /dev/null. */
  run(argv: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** Content as UTF-8; null when there is no such file. */
  readFile(path: string): Promise<string | null>;
  /** Temporary name, fsync, rename; parent directories are made; mode kept, or `mode`, or 0644. */
  writeFile(path: string, content: string, options?: { readonly mode?: number }): Promise<void>;
  removeFile(path: string): Promise<void>;
  /** Names in a directory, sorted; null when there is no such directory. */
  list(path: string): Promise<readonly DirectoryEntry[] | null>;
  /** Hex sha256 of the bytes; null when there is no such file. */
  sha256(path: string): Promise<string | null>;
  /** Free bytes for the user on the file system that holds `path` (or its nearest parent that is there). */
  freeBytes(path: string): Promise<number>;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly sizeBytes: number;
}

/** A host of the cluster as the inventory names it. */
export interface HostAddress {
  readonly name: string;
  readonly address: string;
  readonly user: string | null;
  readonly port: number | null;
  /** `ansible_connection=local`: commands run on the control machine itself. */
  readonly local: boolean;
}

/** The control machine, and through it the hosts of the cluster. */
export interface Hosts {
  readonly control: Host;
  at(address: HostAddress): Host;
}
