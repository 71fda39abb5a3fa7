/**
 * common_tasks by path, the same in both releases. add_evict_leader_scheduler.yml is read by the practice's ansible-playbook:
 * its retries and delay decide how long it waits for leaders to leave.
 */
export function commonTasks(): ReadonlyMap<string, string> {
  return new Map([
    [
      'common_tasks/add_evict_leader_scheduler.yml',
      ['---', ...both(clear), ...both(add), ...both(waitForLeaders), ...both(show)].join('\n'),
    ],
    ['common_tasks/remove_evict_leader_scheduler.yml', ['---', ...both(remove)].join('\n')],
    ['common_tasks/get_pd_leader.yml', GET_PD_LEADER],
    ['common_tasks/get_store_id.yml', GET_STORE_ID],
  ]);
}

interface Way {
  readonly scheme: string;
  readonly suffix: string;
  readonly registered: string;
  readonly store: string;
  readonly tls: readonly string[];
  readonly when: string;
}

const PLAIN: Way = {
  scheme: 'http',
  suffix: '',
  registered: '',
  store: 'store_id',
  tls: [],
  when: 'not enable_tls|default(false)',
};

const TLS: Way = {
  scheme: 'https',
  suffix: ' when enable_tls|default(false)',
  registered: '_tls',
  store: 'store_id_tls',
  tls: [
    '    validate_certs: no',
    '    client_cert: "{{ tikv_cert_dir }}/tikv-server-{{ ansible_host }}.pem"',
    '    client_key: "{{ tikv_cert_dir }}/tikv-server-{{ ansible_host }}-key.pem"',
  ],
  when: 'enable_tls|default(false)',
};

/** A task and its twin for clusters with TLS. */
function both(task: (way: Way) => readonly string[]): readonly string[] {
  return [PLAIN, TLS].flatMap((way) => ['', ...task(way), `  when: ${way.when}`]).concat('');
}

function clear(way: Way): readonly string[] {
  return [
    `- name: remove evict-leader-scheduler${way.suffix}`,
    '  uri:',
    `    url: "${way.scheme}://{{ pd_addr }}/pd/api/v1/schedulers/evict-leader-scheduler-{{ ${way.store} }}"`,
    ...way.tls,
    '    method: DELETE',
    '    status_code: 200,500',
    '    return_content: yes',
    `  register: scheduler_info${way.registered}`,
    `  until: "'scheduler not found' in scheduler_info${way.registered}.content"`,
    '  retries: 3',
    '  delay: 5',
  ];
}

function add(way: Way): readonly string[] {
  return [
    `- name: add evict-leader-scheduler${way.suffix}`,
    '  uri:',
    `    url: "${way.scheme}://{{ pd_addr }}/pd/api/v1/schedulers"`,
    ...way.tls,
    '    method: POST',
    '    status_code: 200',
    '    body_format: json',
    '    body:',
    '      name: "evict-leader-scheduler"',
    `      store_id: "{{ ${way.store} }}"`,
  ];
}

function waitForLeaders(way: Way): readonly string[] {
  const count = `store_info${way.registered}.json.status.leader_count`;
  return [
    `- name: check tikv's leader count${way.suffix}`,
    '  uri:',
    `    url: "${way.scheme}://{{ pd_addr }}/pd/api/v1/store/{{ ${way.store} }}"`,
    ...way.tls,
    '    method: GET',
    '    return_content: yes',
    '    body_format: json',
    '    status_code: 200',
    `  register: store_info${way.registered}`,
    `  until: (${count} is defined and ${count}|int < 1) or ${count} is not defined`,
    '  retries: 18',
    '  delay: 10',
    '  failed_when: false',
  ];
}

function show(way: Way): readonly string[] {
  return [
    `- name: display leader_count${way.suffix}`,
    '  debug:',
    `    msg: "leader_count: {{ store_info${way.registered}.json.status.leader_count|default(0) }}"`,
  ];
}

function remove(way: Way): readonly string[] {
  return [
    `- name: remove evict-leader-scheduler${way.suffix}`,
    '  uri:',
    `    url: "${way.scheme}://{{ pd_addr }}/pd/api/v1/schedulers/evict-leader-scheduler-{{ ${way.store} }}"`,
    ...way.tls,
    '    method: DELETE',
    '    status_code: 200',
  ];
}

const GET_PD_LEADER = `---

- name: get PD leader info
  uri:
    url: "http://{{ pd_addr }}/pd/api/v1/leader"
    method: GET
    return_content: yes
    status_code: 200
  register: pd_leader_info
`;

const GET_STORE_ID = `---

- name: get store info from PD
  uri:
    url: "http://{{ pd_addr }}/pd/api/v1/stores"
    method: GET
    return_content: yes
    status_code: 200
  register: stores_info
`;
