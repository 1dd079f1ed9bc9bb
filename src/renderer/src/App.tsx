import { useEffect } from 'react';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { ErrorState } from './components/error-state.tsx';
import { FirstStart } from './features/first-start/first-start.tsx';
import { Frame } from './features/frame/frame.tsx';
import { Profiles } from './features/profiles/profiles.tsx';
import { refreshSession, useSessionState } from './stores/session.ts';

/** The whole application. Whatever fails in it, the page is never left blank. */
export function App() {
  return (
    <ErrorBoundary what="Katydid" onReload={() => window.location.reload()}>
      <Stage />
    </ErrorBoundary>
  );
}

/** The first start, the choice of a profile, or the workspace: whatever the session says. */
function Stage() {
  const { session, error } = useSessionState();
  useEffect(() => {
    void refreshSession();
  }, []);

  if (error !== null) {
    return (
      <ErrorState title="The workspace could not be opened." onReload={() => void refreshSession()}>
        {error.message}
      </ErrorState>
    );
  }
  if (session === null) return null;
  if (session.workspace === null) return <FirstStart folder={session.folder} />;
  if (session.profile === null) return <Profiles workspace={session.workspace.name} />;
  return <Frame key={session.profile.id} />;
}
