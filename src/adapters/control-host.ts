import type { Duplex } from 'node:stream';
import type { Host } from '../cluster/ports/host.ts';

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
  /** Ends the connection; commands that still run are left to themselves. */
  close(): Promise<void>;
}
