import { ChevronRight, Eye, Link2, Maximize2, Minimize2, X } from 'lucide-react';
import { command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { Icon } from '../../components/icon.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { showToast } from '../../components/toast.tsx';
import { formatRoute, type Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { SidebarButton } from '../frame/sidebar-button.tsx';
import { copyText, linkTo } from './copy-link.ts';
import { useOpenIssue } from './issue-context.ts';
import styles from './issue-header.module.css';
import { IssueMenu } from './issue-menu.tsx';

/** Where the issue stands, and what is done with it as a whole. */
export function IssueHeader() {
  const { view, edits, alone, onClose } = useOpenIssue();
  const { id, key, project, watching } = view.issue;
  const list = listRoute({ query: `project:${project.key}` });

  const copyLink = async () => {
    const copied = await copyText(linkTo(key));
    const said = copied ? `The link to ${key} is copied.` : 'The clipboard could not be reached.';
    showToast(said);
    announce(said);
  };
  const watch = async () => {
    const refusal = await edits.run([
      command(watching ? 'issue.unwatch' : 'issue.watch', { issue: id }),
    ]);
    if (refusal !== undefined) showToast(refusal);
  };

  return (
    <header className={styles.header} data-alone={alone ? '' : undefined}>
      {alone && <SidebarButton />}
      <nav className={styles.place} aria-label="Place">
        <a className={styles.project} href={formatRoute(list)} dir="auto">
          {project.name}
        </a>
        <Icon of={ChevronRight} size={14} />
        <span className={styles.key}>{key}</span>
      </nav>
      <div className={styles.actions}>
        <IconButton label="Copy link" icon={Link2} onClick={() => void copyLink()} />
        <IconButton
          label={watching ? 'Stop watching' : 'Watch'}
          icon={Eye}
          pressed={watching}
          onClick={() => void watch()}
        />
        <IssueMenu />
        {alone ? (
          <IconButton
            label="Show beside the list"
            icon={Minimize2}
            className={styles.wideOnly}
            onClick={() => navigate(listRoute({ issue: key }))}
          />
        ) : (
          <IconButton
            label="Show alone"
            icon={Maximize2}
            onClick={() => navigate({ screen: 'issue', issue: key })}
          />
        )}
        <IconButton label="Close" icon={X} keys="escape" onClick={onClose} />
      </div>
    </header>
  );
}

function listRoute(at: { readonly query?: string; readonly issue?: string }): Route {
  return { screen: 'issues', issue: null, query: null, group: 'status', ...at };
}
