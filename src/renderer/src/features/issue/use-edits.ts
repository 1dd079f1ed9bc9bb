import { useCallback, useState } from 'react';
import type { CommandArgs } from '#domain/commands.ts';
import type { IssueRow, IssueShape } from '#protocol/shapes.ts';
import { type Command, command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { runPatched } from '../../stores/pending-patches.ts';
import { type Conflict, conflictOf } from './conflict.ts';

/** One change of one field, with the value that was on screen. */
export type FieldEdit =
  | { readonly name: 'issue.edit'; readonly args: CommandArgs<'issue.edit'> }
  | { readonly name: 'bug.edit'; readonly args: CommandArgs<'bug.edit'> }
  | { readonly name: 'comment.edit'; readonly args: CommandArgs<'comment.edit'> };

/** An edit that met another one, waiting for somebody to choose. */
export interface OpenConflict extends Conflict {
  readonly edit: FieldEdit;
}

export interface Edits {
  /** By place: the field, or the id of the comment. */
  readonly conflicts: ReadonlyMap<string, OpenConflict>;
  /**
   * Saves one field; it shows at once. Answers the sentence of a refusal; a conflict is none, but
   * waits at its place until `keepMine` or `takeTheirs`.
   */
  readonly save: (
    edit: FieldEdit,
    shown?: Partial<IssueRow>,
    onAccepted?: () => void,
  ) => Promise<string | undefined>;
  /** Runs other commands of the issue, all or none; answers the sentence of a refusal. */
  readonly run: (
    commands: readonly Command[],
    shown?: Partial<IssueRow>,
  ) => Promise<string | undefined>;
  readonly keepMine: (place: string, onAccepted?: () => void) => Promise<string | undefined>;
  readonly takeTheirs: (place: string) => void;
}

/** The place where a conflict of an edit is settled. */
export function placeOf({ name, args }: FieldEdit): string {
  return name === 'comment.edit' ? args.comment : args.field;
}

/** Saves changes of one issue and keeps what met another change meanwhile. */
export function useEdits(issue: Pick<IssueShape, 'id' | 'version'>): Edits {
  const [conflicts, setConflicts] = useState<ReadonlyMap<string, OpenConflict>>(new Map());
  const { id, version } = issue;

  const run = useCallback(
    async (commands: readonly Command[], shown: Partial<IssueRow> = {}) => {
      const refused = await runPatched({ id, version }, shown, commands);
      return refused?.message;
    },
    [id, version],
  );
  const settle = useCallback((place: string) => {
    setConflicts((before) => new Map([...before].filter(([other]) => other !== place)));
  }, []);
  const save = useCallback(
    async (edit: FieldEdit, shown: Partial<IssueRow> = {}, onAccepted?: () => void) => {
      const place = placeOf(edit);
      const refused = await runPatched({ id, version }, shown, [command(edit.name, edit.args)]);
      const conflict = refused === null ? undefined : conflictOf(refused);
      if (refused === null) {
        settle(place);
        onAccepted?.();
        return undefined;
      }
      if (conflict === undefined) return refused.message;
      setConflicts((before) => new Map([...before, [place, { ...conflict, edit }]]));
      announce(refused.message, 'assertive');
      return undefined;
    },
    [id, version, settle],
  );
  const keepMine = useCallback(
    (place: string, onAccepted?: () => void) => {
      const conflict = conflicts.get(place);
      if (conflict === undefined) return Promise.resolve(undefined);
      const { name, args } = conflict.edit;
      const again = { name, args: { ...args, from: conflict.theirs } } as FieldEdit;
      return save(again, {}, onAccepted);
    },
    [conflicts, save],
  );
  return { conflicts, save, run, keepMine, takeTheirs: settle };
}
