import { verbatim } from '../../../src/base/text.ts';
import { BACKUP_PD_CONFIG } from '../../../src/cluster/backup-files.ts';
import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import type { Outcome } from '../../../src/engine/deed.ts';
import type { Doer, Request } from '../../../src/engine/ports.ts';
import { runRunbook } from '../../../src/engine/run.ts';
import type { RunState } from '../../../src/engine/state.ts';
import { upgrade30 } from '../../../src/runbooks/upgrade-3.0/index.ts';
import { type Commands, FakeHost, fakeGit, sha256 } from '../../cluster/support/fake-host.ts';
import { fakePorts } from '../../cluster/support/fake-ports.ts';
import { SETTINGS, stores } from '../../cluster/support/sample.ts';
import { memoryJournal, scriptedOperator, toyClock, toyLock, toyWorld } from '../../support/toy-world.ts';

type Files = ReadonlyMap<string, string>;

/** A control machine in memory that the upgrade can be prepared on: trees, git, ansible, a healthy 2.1 cluster. */
export class Preparation {
  readonly control: FakeHost;
  readonly done: string[] = [];
  readonly lines: string[] = [];
  readonly requests: Request[] = [];
  readonly ports: ClusterPorts;
  pdConfig = '{\n  "schedule": {"merge-schedule-limit": 8}\n}\n';
  readonly #newer: Files;
  readonly #repositories: Map<string, Map<string, Files>>;
  #downloaded = false;
  readonly #world = toyWorld();

  constructor({ old, base, newer }: { readonly old: Files; readonly base: Files | null; readonly newer: Files }) {
    this.#newer = newer;
    this.#repositories = new Map([
      [
        SETTINGS.oldTree,
        new Map<string, Files>(
          base === null
            ? []
            : [
                ['v2.1.19', base],
                ['HEAD', base],
              ],
        ),
      ],
    ]);
    const files = [...old].map(([path, content]) => [`${SETTINGS.oldTree}/${path}`, content] as const);
    this.control = new FakeHost('control', files, this.#commands());
    this.ports = fakePorts({
      control: this.control,
      at: (name) => new FakeHost(name, [], this.#commands()),
      pd: {
        members: async () => ({
          leader: 'pd1',
          members: [11, 12, 13].map((last) => ({
            name: `pd${last}`,
            clientUrls: [`http://10.0.0.${last}:2379`],
            version: null,
          })),
        }),
        health: async () => [11, 12, 13].map((last) => ({ name: `pd${last}`, healthy: true })),
        stores: async () => stores(),
        schedulers: async () => ['balance-leader-scheduler'],
        regionsCheck: async () => 0,
        regionStats: async () => ({ count: 900, empty: 200 }),
        configText: async () => this.pdConfig,
        schedule: async () => ({}),
        operators: async () => [],
      },
      http: async () => ({ status: 200, body: '{"connections":1,"version":"5.7.25-TiDB-v2.1.19"}' }),
      sql: async () => [],
    });
  }

  /** Runs the phases up to the download; `answer` decides what is asked beyond what is proposed. */
  async run(answer: (id: string) => string = () => 'yours', run = 'r1'): Promise<RunState> {
    const last = upgrade30.phases.findIndex((phase) => phase.id === 'download');
    return runRunbook({
      runbook: { ...upgrade30, phases: upgrade30.phases.slice(0, last + 1), live: undefined } as typeof upgrade30,
      ports: this.ports,
      engine: {
        clock: toyClock(this.#world),
        doer: this.#doer(),
        journal: memoryJournal(this.lines),
        lock: toyLock(this.#world),
        operator: scriptedOperator({
          gate: (request) => {
            this.requests.push(request);
            return { choice: 'pass' };
          },
          questions: (request) => {
            this.requests.push(request);
            if (request.kind !== 'questions') return null;
            const answers = request.questions.map(({ id, proposed }) => [id, proposed ?? answer(id)] as const);
            return { choice: 'answer', answers: new Map(answers) };
          },
        }),
        sha256,
        secrets: () => [],
      },
      opening: {
        run,
        cluster: SETTINGS.cluster,
        control: 'local',
        versions: { from: null, to: SETTINGS.target },
        belay: '0',
        profile: {},
        profilePath: '/belay.yaml',
      },
      sitting: { pid: 1, host: 'h', user: 'u', auto: false, answers: {} },
      signal: new AbortController().signal,
      observe: () => undefined,
    });
  }

  /** A file of the new tree as it lies there. */
  newFile(path: string): string {
    return this.control.files.get(`${SETTINGS.newTree}/${path}`) ?? '';
  }

  /** A file of the backup. */
  backupFile(path: string = BACKUP_PD_CONFIG): string | undefined {
    return this.control.files.get(`${SETTINGS.backupDir}/${path}`);
  }

  #commands(): Commands {
    const git = fakeGit(this.#repositories);
    const said: Readonly<Record<string, string>> = {
      id: 'tidb\n',
      ansible: 'ansible 2.7.11\n',
      pip: 'Version: 2.10.3\n',
      free: 'Mem: 68719476736 1 1\n',
    };
    return (argv, cwd) => {
      const [program = ''] = argv;
      const stdout = said[program];
      if (stdout !== undefined) return { stdout };
      if (program.startsWith(`${SETTINGS.newTree}/resources/bin/`)) {
        return this.#downloaded ? { stdout: 'Release Version: v3.0.9\n' } : undefined;
      }
      return program.endsWith('/bin/pd-server') ? { stdout: 'Release Version: v2.1.19\n' } : git(argv, cwd);
    };
  }

  #doer(): Doer {
    const ok: Outcome = { ok: true, code: 0, said: '' };
    return {
      perform: async (deed) => {
        this.done.push(deed.kind === 'job' || deed.kind === 'command' ? deed.argv.join(' ') : deed.id);
        if (deed.kind === 'job' && deed.argv[0] === 'git') this.#clone();
        if (deed.kind === 'job' && deed.argv[0] === 'ansible-playbook') this.#downloaded = true;
        if (deed.kind === 'file') {
          const there = this.control.files.get(deed.path) ?? null;
          if (deed.before !== undefined && deed.before !== there)
            return { ok: false, code: null, said: 'not as before' };
          if (deed.after !== null) this.control.files.set(deed.path, deed.after);
        }
        return ok;
      },
      look: async () => ({ is: 'unclear', evidence: verbatim('') }),
      prove: async () => ({ holds: 'unclear', evidence: verbatim('') }),
      interrupt: async () => undefined,
    };
  }

  #clone(): void {
    this.#repositories.set(
      SETTINGS.newTree,
      new Map([
        ['HEAD', this.#newer],
        [SETTINGS.target, this.#newer],
      ]),
    );
    for (const [path, content] of this.#newer) this.control.files.set(`${SETTINGS.newTree}/${path}`, content);
  }
}
