/** A common_tasks/add_evict_leader_scheduler.yml in the form of the releases, in our own words. */
export const EVICTION_FILE = `---

- name: remove evict-leader-scheduler
  uri:
    url: "http://{{ pd_addr }}/schedulers/{{ store_id }}"   # cleared first
    method: DELETE
  retries: 3
  delay: 5
  when: not enable_tls|default(false)

- name: check tikv's leader count
  uri:
    url: "http://{{ pd_addr }}/store/{{ store_id }}"
  register: store_info
  until: store_info.json.status.leader_count is not defined
  retries: 18   # times
  delay: 10
  failed_when: false
  when: not enable_tls|default(false)

- name: check tikv's leader count when enable_tls|default(false)
  uri:
    url: "https://{{ pd_addr }}/store/{{ store_id_tls }}"
  retries: 18
  delay: 10
  when: enable_tls|default(false)
`;
