import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectKeyFor } from '#domain/import/project-key.ts';
import { projectKey } from '#domain/project/project.ts';

describe('the key of a project that comes by name', () => {
  it.each([
    ['golang/go', [], 'GOLANGGO'],
    ['rust-lang/rust', [], 'RUSTLANGRU'],
    ['rust-lang/rfcs', ['RUSTLANGRU'], 'RUSTLANGRF'],
    ['cython/cython.github.io', ['CYTHONCYTH'], 'CYTHONCYT2'],
    ['Mono', ['MONO', 'MONO2'], 'MONO3'],
    ['Éclipse', [], 'ECLIPSE'],
    ['3D view', [], 'P3DVIEW'],
    ['x', [], 'XROJECT'],
    ['日本', [], 'PROJECT'],
  ])('%s, with %j taken, is %s', (name, taken, key) => {
    expect(projectKeyFor(name, new Set(taken))).toBe(key);
  });

  it('is always a key, and always free', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (name, taken) => {
        const first = projectKeyFor(name, new Set(taken));
        const second = projectKeyFor(name, new Set([...taken, first]));
        expect(projectKey.parse(second)).toBe(second);
        expect([...taken, first]).not.toContain(second);
      }),
    );
  });
});
