import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VARIABLES } from '#server/config.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of the Dockerfile in their order, each in one line. */
const INSTRUCTIONS: readonly Instruction[] = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [name = '', ...rest] = line.split(' ');
    return { name, rest: rest.join(' ') };
  });

function instructions(name: string): readonly string[] {
  return INSTRUCTIONS.filter((one) => one.name === name).map(({ rest }) => rest);
}

/** What is copied from the checkout, not from another stage. */
const COPIED = instructions('COPY')
  .filter((rest) => !rest.startsWith('--from='))
  .flatMap((rest) => rest.split(' ').slice(0, -1));

/** What the image sets for the server. */
const IMAGE_VARIABLES = instructions('ENV')
  .flatMap((rest) => rest.split(' '))
  .flatMap((pair) => pair.split('=')[0] ?? [])
  .filter((name) => name in VARIABLES);

interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
const PACKAGE = JSON.parse(read('package.json')) as PackageFile;

describe('the image', () => {
  test('is built from files that are there, and that .dockerignore lets through', () => {
    expect(COPIED.length).toBeGreaterThan(0);
    expect(COPIED.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const rules = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(rules[0]).toBe('*');
    expect(new Set(rules.slice(1))).toEqual(new Set(COPIED.map((path) => `!${path}`)));
  });

  test('has the Node of the project in every stage, and runs as its user without rights', () => {
    const bases = instructions('FROM').map((rest) => rest.split(' ')[0]);
    const node = PACKAGE.devDependencies.node;
    expect(new Set(bases)).toEqual(new Set([`node:${node}-bookworm-slim`]));
    expect(instructions('USER')).toEqual(['node']);
  });

  test('listens to its network, and keeps what it has on the volume', () => {
    expect(IMAGE_VARIABLES.toSorted()).toEqual(['DATA_DIR', 'HOST', 'PORT']);
    expect(instructions('ENV').join(' ')).toContain(`DATA_DIR=${instructions('VOLUME')[0]}`);
    expect(instructions('ENV').join(' ')).toContain(`PORT=${instructions('EXPOSE')[0]}`);
  });

  test('has every package whose files the program reads when it runs', () => {
    const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('renderer'))
      .map((name) => read(join('src', name)));
    const named = sources.flatMap((source) =>
      [
        ...source.matchAll(/createRequire\(import\.meta\.url\)\.resolve\('((?:@[^/']+\/)?[^/']+)/g),
      ].map(([, name]) => name),
    );
    expect(named).toContain('@fastify/swagger-ui');
    expect(named.filter((name = '') => !(name in PACKAGE.dependencies))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const compose = read('compose.yaml');
  const [, server = '', postgres = ''] =
    /^ {2}server:\n([\s\S]*?)^ {2}postgres:\n([\s\S]*?)^volumes:$/m.exec(compose) ?? [];
  const variables = (service: string) =>
    [...service.matchAll(/^ {6}([A-Z0-9_]+): "(.*)"$/gm)].map(([, name = '', value = '']) => ({
      name,
      value,
    }));

  test('hands on every variable that the image does not set', () => {
    const names = Object.keys(VARIABLES).filter((name) => !IMAGE_VARIABLES.includes(name));
    expect(variables(server).map(({ name }) => name)).toEqual(names);
    const plain = variables(server).filter(({ value, name }) => value !== `\${${name}:-}`);
    expect(plain.map(({ name }) => name)).toEqual(['DATABASE_URL', 'JWT_SECRET']);
  });

  test('has the PostgreSQL that the tests run against', () => {
    const [version] = Object.values(PACKAGE.optionalDependencies);
    const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? '') ?? [];
    expect(postgres).toContain(`image: postgres:${major}.${minor}-bookworm\n`);
  });
});
