import { useEffect } from 'react';
import { ErrorState } from './components/error-state.tsx';
import { FirstStart } from './features/first-start/first-start.tsx';
import { Frame } from './features/frame/frame.tsx';
import { Profiles } from './features/profiles/profiles.tsx';
import { refreshSession, useSessionState } from './stores/session.ts';

/** The first start, the choice of a profile, or the application: whatever the session says. */
export function App() {
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
