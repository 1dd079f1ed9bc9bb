import type { ReactNode } from 'react';
import { useOpenIssue } from './issue-context.ts';

/** The heading of a part of the issue, one level below its title. */
export function SectionHeading({ children }: { readonly children: ReactNode }) {
  const { alone } = useOpenIssue();
  return alone ? <h2>{children}</h2> : <h3>{children}</h3>;
}
