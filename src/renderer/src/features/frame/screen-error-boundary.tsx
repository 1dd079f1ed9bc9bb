import { Copy } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** A screen that fails keeps the sidebar and what was typed, and can be read again. */
export class ScreenErrorBoundary extends Component<Props, State> {
  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override state: State = { error: null };

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const details = error.stack ?? error.message;
    return (
      <ErrorState
        title="This page could not be shown."
        details={details}
        onReload={() => this.setState({ error: null })}
        actions={
          <Button icon={Copy} onClick={() => void navigator.clipboard.writeText(details)}>
            Copy details
          </Button>
        }
      >
        Your bugs and drafts are kept. Read the page again; if it fails once more, copy the details
        and report them.
      </ErrorState>
    );
  }
}
