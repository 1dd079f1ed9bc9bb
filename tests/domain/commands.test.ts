import { describe, expect, it } from 'vitest';
import { COMMANDS, parseCommand } from '#domain/commands.ts';
import type { TagId } from '#domain/ids.ts';
import { idOf } from '#tests/support/rows.ts';

const tag = { id: idOf<TagId>('tag'), name: ' UI ', colour: '#105E92' };

describe('the list of commands', () => {
  it('knows each by its own name', () => {
    for (const [name, command] of Object.entries(COMMANDS)) expect(command.name).toBe(name);
  });

  it('refuses a name that it does not know', () => {
    for (const name of ['tag.explode', 'constructor', '__proto__', '']) {
      expect(parseCommand(name, {})).toMatchObject({
        ok: false,
        rejection: { code: 'VALIDATION', field: 'name' },
      });
    }
  });
});

describe('arguments', () => {
  it('that parse give the command, with its needs', () => {
    const command = parseCommand('tag.create', tag);
    expect(command.ok && command.needs()).toEqual({
      rows: { tag: [tag.id] },
      lookups: [{ find: 'tag', by: 'name', value: 'UI' }],
    });
  });

  it.each([
    [
      'missing',
      { id: tag.id, colour: tag.colour },
      'name',
      'name is missing. Give a value of type string.',
    ],
    ['of another type', { ...tag, name: 7 }, 'name', 'name must be of type string.'],
    [
      'empty',
      { ...tag, name: '  ' },
      'name',
      'The tag name is empty. Write at least one character.',
    ],
    [
      'too long',
      { ...tag, name: 'x'.repeat(41) },
      'name',
      'The tag name has 41 characters; the limit is 40.',
    ],
    [
      'not a colour',
      { ...tag, colour: 'red' },
      'colour',
      'A colour is written #rrggbb, such as #b43d08.',
    ],
    ['not an id', { ...tag, id: '12' }, 'id', 'The id of a tag is not a UUID.'],
    [
      'unclean',
      { ...tag, name: 'a\0b' },
      'name',
      'Remove the NUL characters or broken symbols: they cannot be kept.',
    ],
  ])('are refused: %s', (_fault, args, field, message) => {
    const command = parseCommand('tag.create', args);
    expect(command).toEqual({
      ok: false,
      rejection: { code: 'VALIDATION', message, field, details: [{ field, message }] },
    });
  });

  it('name every fault, the first one first, with its dotted path', () => {
    const args = {
      name: '',
      admin: { id: 'x', username: '?', name: '' },
      severities: [],
      workflows: {},
    };
    const command = parseCommand('workspace.create', args);
    expect(command).toMatchObject({ ok: false, rejection: { code: 'VALIDATION', field: 'name' } });
    const details = command.ok ? [] : command.rejection.details;
    expect(details).toContainEqual({
      field: 'admin.id',
      message: 'The id of a person is not a UUID.',
    });
    expect(details).toContainEqual({
      field: 'workflows.standard',
      message: 'workflows.standard is missing. Give a value of type string.',
    });
  });

  it('that nobody asked for are refused', () => {
    expect(parseCommand('tag.create', { ...tag, size: 3 })).toMatchObject({
      rejection: { code: 'VALIDATION', message: 'size is not known here. Leave it out.' },
    });
  });

  it('are an object, whatever comes in', () => {
    for (const args of [null, undefined, 7, 'x', []]) {
      expect(parseCommand('tag.create', args)).toMatchObject({
        ok: false,
        rejection: { code: 'VALIDATION' },
      });
    }
  });

  it('choose among the fields that a record has', () => {
    const args = { id: tag.id, field: 'size', from: '1', to: '2' };
    expect(parseCommand('tag.edit', args)).toMatchObject({
      rejection: {
        code: 'VALIDATION',
        field: 'field',
        message: 'field has a value that is not known here. Choose another.',
      },
    });
  });
});
