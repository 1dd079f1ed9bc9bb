import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Button, type ButtonProps } from '../../components/button.tsx';
import styles from './import-screen.module.css';

export const IMPORT_TYPES = '.jsonl,.ndjson,.json,.csv,.gz';

interface ChooseFileButtonProps extends Omit<ButtonProps, 'onClick' | 'icon'> {
  readonly onChoose: (file: File) => void;
}

/** Opens the system's own dialog to choose a file. */
export function ChooseFileButton({ onChoose, ...button }: ChooseFileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={IMPORT_TYPES}
        className={styles.input}
        tabIndex={-1}
        aria-label="File to import"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file !== undefined) onChoose(file);
        }}
      />
      <Button {...button} icon={FileUp} onClick={() => input.current?.click()} />
    </>
  );
}
