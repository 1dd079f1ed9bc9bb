import { type RawBuilder, sql } from 'kysely';
import type { Connection } from './connection.ts';
import type { Finding } from './finding.ts';

/** More of one kind would only repeat what the first ones say. */
const MOST_OF_A_KIND = 20;

interface Told {
  readonly told: string;
}

interface Rule {
  readonly check: string;
  readonly broken: RawBuilder<Told>;
}

/** Every rule that rows must keep, as a query of the rows that break it. */
const RULES: readonly Rule[] = [
  {
    check: 'texts',
    broken: sql`select 'Issue ' || id || ' has no texts.' as told from issue
      where not exists (select 1 from issue_text where issue_text.issue = issue.seq)`,
  },
  {
    check: 'comment count',
    broken: sql`select 'Issue ' || id || ' counts ' || comment_count || ' comments, it has '
        || (select count(*) from comment where comment.issue = issue.seq) || '.' as told from issue
      where comment_count <> (select count(*) from comment where comment.issue = issue.seq)`,
  },
  {
    check: 'flags',
    broken: sql`select 'Issue ' || id || ' is marked wrongly as with or without tags or environment.'
        as told from issue
      where has_tags <> (case when exists (select 1 from issue_tag where issue_tag.issue = issue.seq)
          then 1 else 0 end)
        or has_environment <> (case when exists
          (select 1 from issue_environment where issue_environment.issue = issue.seq)
          then 1 else 0 end)`,
  },
  {
    check: 'issue numbers',
    broken: sql`select 'Project ' || project.key || ' would give number ' || next_number
        || ' again.' as told from project
      where exists (select 1 from issue where issue.project = project.n and number >= next_number)`,
  },
  {
    check: 'open assignments',
    broken: sql`select 'Issue ' || issue.id || ' has ' || count(*) || ' open assignments.' as told
      from assignment join issue on issue.seq = assignment.issue
      where assignment.status <> 'completed' group by issue.id having count(*) > 1`,
  },
  {
    check: 'copies',
    broken: sql`select 'Issue ' || issue.id || ' copies what is no longer true.' as told from issue
      join project on project.n = issue.project join severity on severity.n = issue.severity
      join "user" reporter on reporter.n = issue.reporter
      left join "user" assignee on assignee.n = issue.assignee
      where issue.project_key <> project.key or issue.severity_rank <> severity.rank
        or issue.reporter_name <> reporter.username
        or coalesce(issue.assignee_name, '') <> coalesce(assignee.username, '')`,
  },
  {
    check: 'row numbers',
    broken: sql`select 'The next issue or comment would take a number that is in use.' as told
      from head where issue_seq < (select coalesce(max(seq), 0) from issue)
        or comment_seq < (select coalesce(max(seq), 0) from comment)`,
  },
  {
    check: 'versions',
    broken: sql`select 'A row has version ' || newest || ', the store only ' || v || '.' as told
      from head, (select max(version) as newest from (
        select max(version) as version from issue union all select max(version) from comment
        union all select max(version) from assignment union all select max(version) from "user"
        union all select max(version) from project union all select max(version) from severity
        union all select max(version) from tag union all select max(version) from workflow
        union all select max(version) from rule union all select max(version) from notification
        union all select max(version) from relation union all select max(version) from attachment
        union all select max(version) from saved_view
        union all select max(version) from workspace union all select max(v) from tombstone
      ) as row_versions) as newest_row where newest > v`,
  },
];

/**
 * Every text that does not wait for its turn is in the index, and nothing else is. On PostgreSQL
 * references see to the second, and a text without words has no entry.
 */
const SQLITE_SEARCH: Rule = {
  check: 'search',
  broken: sql`select 'Issue ' || id || ' cannot be found by its words.' as told from issue
    where seq not in (select rowid from issue_words) and not exists
      (select 1 from search_gap where issue.seq between search_gap.first and search_gap.last)
    union all select 'A comment of issue ' || issue.id || ' cannot be found by its words.'
    from comment join issue on issue.seq = comment.issue
    where comment.seq not in (select rowid from comment_words) and not exists
      (select 1 from search_gap where issue.seq between search_gap.first and search_gap.last)
    union all select 'The index holds issue row ' || rowid || ', which is gone.'
    from issue_words where rowid not in (select seq from issue)
    union all select 'The index holds comment row ' || rowid || ', which is gone.'
    from comment_words where rowid not in (select seq from comment)`,
};

/** The name of every check, in the order in which they run. */
export const CHECKS: readonly string[] = [
  'file',
  'references',
  ...RULES.map(({ check }) => check),
  SQLITE_SEARCH.check,
];

/** Checks the file itself (SQLite), every reference, and what Katydid's own rules promise. */
export async function verify({
  read,
  dialect,
  checkFile,
}: Pick<Connection, 'read' | 'dialect' | 'checkFile'>): Promise<readonly Finding[]> {
  const findings = [...(await checkFile())];
  const rules = dialect === 'sqlite' ? [...RULES, SQLITE_SEARCH] : RULES;
  for (const { check, broken } of rules) {
    const { rows } = await broken.execute(read);
    findings.push(...rows.slice(0, MOST_OF_A_KIND).map(({ told }) => ({ check, message: told })));
  }
  return findings;
}
