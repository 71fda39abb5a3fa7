import { describe, expect, it } from 'vitest';
import { fitOf, parseRequirements } from '../../src/cluster/requirements.ts';

describe('requirements', () => {
  it('are read with their bounds, comments and blanks aside', () => {
    const [ansible, jinja2] = parseRequirements(
      '# tools\nansible>=2.4.2,<2.7.0\n\nJinja2 >= 2.9.6  # templates\n-r other.txt\n',
    );
    expect(ansible).toMatchObject({
      name: 'ansible',
      bounds: [
        { operator: '>=', version: '2.4.2' },
        { operator: '<', version: '2.7.0' },
      ],
    });
    expect(jinja2).toMatchObject({ name: 'jinja2', bounds: [{ operator: '>=', version: '2.9.6' }] });
  });

  it.each([
    ['ansible==2.7.11', '2.7.11', 'fits'],
    ['ansible==2.7.11', '2.7.9', 'older'],
    ['ansible==2.7.11', '2.14.18', 'newer'],
    ['ansible>=2.4.2,<2.7.0', '2.7.0', 'newer'],
    ['ansible>=2.4.2,<2.7.0', '2.4.1', 'older'],
    ['ansible>=2.4.2,<2.7.0', '2.6.19', 'fits'],
    ['jinja2>=2.9.6', '2.10', 'fits'],
    ['jinja2>=2.9.6', '3.1.2', 'fits'],
    ['jmespath', '0.1', 'fits'],
  ])('%s with %s: %s', (source, installed, fit) => {
    const [requirement] = parseRequirements(source);
    expect(requirement && fitOf(requirement, installed)).toBe(fit);
  });
});
