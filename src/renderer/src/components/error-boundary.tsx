import { Copy } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { ErrorState } from './error-state.tsx';

interface Props {
  readonly children: ReactNode;
  /** What could not be shown; "This page" unless told. */
  readonly what?: string | undefined;
  /** How it is read again; what stands inside is built anew unless told. */
  readonly onReload?: (() => void) | undefined;
}

interface State {
  readonly error: Error | null;
}

/** What fails inside takes nothing outside with it, says what was kept, and can be read again. */
export class ErrorBoundary extends Component<Props, State> {
  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override state: State = { error: null };

  override render() {
    const { error } = this.state;
    const { children, what = 'This page', onReload } = this.props;
    if (error === null) return children;
    const details = error.stack ?? error.message;
    return (
      <ErrorState
        title={`${what} could not be shown.`}
        details={details}
        onReload={onReload ?? (() => this.setState({ error: null }))}
        actions={
          <Button icon={Copy} onClick={() => void navigator.clipboard.writeText(details)}>
            Copy details
          </Button>
        }
      >
        Your bugs and drafts are kept. Reload it; if it fails once more, copy the details and report
        them.
      </ErrorState>
    );
  }
}
