import type { Duplex } from 'node:stream';
import type { Host } from '../cluster/ports/host.ts';

/** How the connection to the control machine stands; `since` in milliseconds of this machine's clock. */
export type ConnectionState = { readonly is: 'up' } | { readonly is: 'lost'; readonly since: number };

/** The machine that playbooks run on: this one, or one reached by SSH. Everything belay does passes through it. */
export interface ControlHost extends Host {
  /** How it is reached, for the screen: "local", or "tidb@10.0.0.9:22". */
  readonly where: string;
  /**
   * A TCP connection from the control machine (a tunnel when it is remote).
   * @throws OperatorError `unreachable` when nobody listens there, `connection-lost` when the control machine is gone;
   * Cancelled when `signal` aborts.
   */
  connect(host: string, port: number, signal?: AbortSignal): Promise<Duplex>;
  /** Its environment variables, as a command there sees them. */
  environment(): Promise<Readonly<Record<string, string>>>;
  /** Hears when the connection is lost and when it is back; never for this machine itself. The answer ends it. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Ends the connection; commands that still run are left to themselves. */
  close(): Promise<void>;
}
