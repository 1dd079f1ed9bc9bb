import { ArrowLeft, Bug, FilePlus2, FileUp } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Icon, type LucideIcon } from '../../components/icon.tsx';
import { KeyCaps } from '../../components/key-caps.tsx';
import { LeafGlyph } from '../../components/leaf-glyph.tsx';
import { Notice } from '../../components/notice.tsx';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import { navigate } from '../../stores/router.ts';
import { takeSession } from '../../stores/session.ts';
import { IMPORT_TYPES } from '../import/choose-file-button.tsx';
import { chooseFile } from '../import/import-store.ts';
import styles from './first-start.module.css';

type Start = 'empty' | 'sample' | 'import';

interface Way {
  readonly start: Start;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly about: string;
}

const WAYS: readonly Way[] = [
  {
    start: 'empty',
    icon: FilePlus2,
    title: 'Start empty',
    about: 'One project, the standard workflow, and your first bug in under a minute.',
  },
  {
    start: 'sample',
    icon: Bug,
    title: 'Open the sample project',
    about: 'A hundred invented bugs of a payments app, to click and break freely.',
  },
  {
    start: 'import',
    icon: FileUp,
    title: 'Import a file',
    about: 'JSON Lines or CSV: a Bugzilla list, or what Katydid exported.',
  },
];

interface ChooseStartProps {
  readonly name: string;
  /** Where the workspace lies, as shown to people. */
  readonly folder: string;
  readonly onBack: () => void;
}

/** How to start. Number keys choose at once, arrows move. */
export function ChooseStart({ name, folder, onBack }: ChooseStartProps) {
  const [busy, setBusy] = useState<Start>();
  const [error, setError] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);

  const begin = async (start: Start) => {
    setBusy(start);
    setError(undefined);
    const result = await call('workspace.start', { name, start });
    setBusy(undefined);
    if (result.ok) takeSession(result.value);
    else setError(result.error.message);
    return result.ok;
  };
  const choose = (start: Start) => {
    if (busy !== undefined) return;
    if (start === 'import') input.current?.click();
    else void begin(start);
  };
  const importFile = async (file: File) => {
    navigate({ screen: 'manage', part: 'import' }, 'replace');
    chooseFile(file);
    await begin('import');
  };
  useShortcuts(
    WAYS.map(({ start, title }, i) => ({
      keys: String(i + 1),
      label: title,
      run: () => choose(start),
    })),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons: readonly Element[] = [...(list.current?.children ?? [])];
    const at = document.activeElement === null ? -1 : buttons.indexOf(document.activeElement);
    const next = buttons[(at + step + buttons.length) % buttons.length];
    if (next instanceof HTMLElement) next.focus();
  };

  const [firstName] = name.split(' ');
  return (
    <>
      <div className={styles.step}>
        <h1 className={styles.question} dir="auto">
          How do you want to start, {firstName}?
        </h1>
        <p className={styles.lead}>
          Each of these works without a network. You can do the others later.
        </p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons that it holds. */}
        <div ref={list} className={styles.ways} onKeyDown={onKeyDown}>
          {WAYS.map(({ start, icon, title, about }, i) => (
            <button
              key={start}
              type="button"
              // biome-ignore lint/a11y/noAutofocus: the step is answered with one press.
              autoFocus={i === 0}
              className={styles.way}
              aria-busy={busy === start || undefined}
              onClick={() => choose(start)}
            >
              <span className={styles.wayIcon}>
                <Icon of={icon} size={20} />
              </span>
              <span className={styles.wayWords}>
                <span className={styles.wayTitle}>{title}</span>
                <span className={styles.quiet}>
                  {busy === start && start === 'sample'
                    ? 'Putting the bugs in their place …'
                    : about}
                </span>
              </span>
              <KeyCaps keys={String(i + 1)} />
            </button>
          ))}
        </div>
        <input
          ref={input}
          type="file"
          accept={IMPORT_TYPES}
          className={styles.input}
          aria-label="File to import"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) void importFile(file);
          }}
        />
        {error !== undefined && (
          <Notice kind="error" title="Katydid could not start.">
            {error}
          </Notice>
        )}
      </div>
      <p className={styles.foot}>
        <Button variant="ghost" icon={ArrowLeft} onClick={onBack}>
          Back
        </Button>
        <LeafGlyph size={14} />
        Kept in <code className={styles.folder}>{folder}</code>
      </p>
    </>
  );
}
