import { describe, expect, it } from 'vitest';
import { importInto } from '#tests/support/import.ts';
import { ada, office } from '#tests/support/office.ts';

const record = {
  'Bug ID': '38',
  Classification: 'Tidewater',
  Product: 'Till',
  Component: 'Printer',
  Assignee: 'Li Wen',
  Status: 'RESOLVED',
  Resolution: 'FIXED',
  Summary: '=Receipt is blank',
  Severity: 'normal',
  Priority: '---',
  Reporter: 'Rita Sommer',
  Opened: '2011-07-21 16:22:42',
  Changed: '2011-08-29 11:46:22',
  Version: '1.0',
  Hardware: 'PC',
  OS: 'Windows',
  'Target Milestone': '---',
  Tags: 'slow, paper',
  'Depends on': '',
  Blocks: '40',
  'Duplicate of': '',
  'Number of Comments': '1',
  Description: 'First line\r\nsecond "line"',
};

describe('a record of a Bugzilla list', () => {
  const world = office({ project: [], tag: [] });
  const report = importInto(world, ada, [record], { format: 'bugzilla-csv', source: 'till' });
  const issue = world.state.all('issue')[0];

  it('becomes an issue of its product, its times taken as UTC', () => {
    expect(report).toMatchObject({ created: 1, problems: [], adjusted: [] });
    expect(issue).toMatchObject({
      title: '=Receipt is blank',
      description: 'First line\nsecond "line"',
      status: 'resolved',
      resolution: 'fixed',
      priority: 'medium',
      createdAt: Date.UTC(2011, 6, 21, 16, 22, 42),
      updatedAt: Date.UTC(2011, 7, 29, 11, 46, 22),
      resolvedAt: Date.UTC(2011, 7, 29, 11, 46, 22),
      external: { source: 'till', id: '38', url: null },
      bug: { environment: { appVersion: '1.0', os: 'Windows', platform: 'PC' } },
    });
    expect(world.state.all('project')).toMatchObject([{ name: 'Till', key: 'TILL' }]);
    expect(world.state.all('tag').map(({ name }) => name)).toEqual([
      'Printer',
      'Tidewater',
      'slow',
      'paper',
    ]);
  });

  it('the same list again is unchanged', () => {
    const options = { format: 'bugzilla-csv', source: 'till' } as const;
    expect(importInto(world, ada, [record], options)).toMatchObject({ created: 0, unchanged: 1 });
  });

  it.each([
    ['Bug ID', { ...record, 'Bug ID': '' }],
    ['Opened', { ...record, Opened: 'last week' }],
  ])('names the column that is wrong: %s', (field, wrong) => {
    const { problems } = importInto(office(), ada, [wrong], { format: 'bugzilla-csv' });
    expect(problems).toMatchObject([{ row: 1, field }]);
  });

  it('goes where it is told', () => {
    const other = office();
    const project = other.state.all('project')[0];
    importInto(other, ada, [record], { format: 'bugzilla-csv', project: project?.id });
    expect(other.state.all('issue')).toMatchObject([{ project: project?.id, number: 10 }]);
  });
});
