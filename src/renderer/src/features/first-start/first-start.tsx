import { useState } from 'react';
import { KatydidDrawing } from '../../components/katydid-drawing.tsx';
import { KatydidMark } from '../../components/katydid-mark.tsx';
import { AskName } from './ask-name.tsx';
import { ChooseStart } from './choose-start.tsx';
import styles from './first-start.module.css';

/** The first minute: a name, then how to start. */
export function FirstStart({ folder }: { readonly folder: string }) {
  const [name, setName] = useState('');
  const [step, setStep] = useState<'name' | 'choose'>('name');
  return (
    <div className={styles.page}>
      <main className={styles.side}>
        <p className={styles.brand}>
          <KatydidMark size={28} />
          Katydid
        </p>
        {step === 'name' ? (
          <AskName name={name} onName={setName} onContinue={() => setStep('choose')} />
        ) : (
          <ChooseStart name={name.trim()} folder={folder} onBack={() => setStep('name')} />
        )}
      </main>
      <div className={styles.drawing}>
        <KatydidDrawing />
      </div>
    </div>
  );
}
