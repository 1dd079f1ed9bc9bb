import type { Read } from '#store/tables.ts';

/** Numbers that look drawn by chance and are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Puts names that exist in the data in the place of `{person}`, `{project}`, `{tag}`, `{key}`,
 * `{env}` and `{os}`. They are drawn from issues, so that names in much use come often.
 */
export async function placeholderFiller(
  read: Read,
  random: () => number,
): Promise<(query: string) => string> {
  const issues = await read
    .selectFrom('issue')
    .select(['project_key', 'number', 'assignee_name', 'reporter_name'])
    .where('assignee_name', 'is not', null)
    .orderBy('seq')
    .execute();
  const tags = await read
    .selectFrom('issue_tag')
    .innerJoin('tag', 'tag.n', 'issue_tag.tag')
    .select('name')
    .orderBy('issue')
    .orderBy('tag')
    .execute();
  const environments = await read
    .selectFrom('issue_environment')
    .select(['key', 'value'])
    .orderBy('issue')
    .execute();
  const systems = environments.filter(({ key }) => key === 'os');
  const draw = <T>(list: readonly T[]): T => {
    const drawn = list[Math.floor(random() * list.length)];
    if (drawn === undefined) throw new Error('The store holds nothing to draw from.');
    return drawn;
  };
  const quoted = (text: string) => `"${text.replaceAll('"', '')}"`;
  const fill: Readonly<Record<string, () => string>> = {
    person: () =>
      quoted((random() < 0.5 ? draw(issues).assignee_name : null) ?? draw(issues).reporter_name),
    project: () => draw(issues).project_key,
    key: () => {
      const { project_key, number } = draw(issues);
      return `${project_key}-${number}`;
    },
    tag: () => quoted(draw(tags).name),
    env: () => quoted(draw(environments).value),
    os: () => quoted(draw(systems).value),
  };
  return (query) =>
    query.replace(/\{(\w+)\}/g, (_, name: string) => {
      const make = fill[name];
      if (!make) throw new Error(`Nothing fills {${name}}.`);
      return make();
    });
}
