import type { AttachmentEvent } from './attachment/events.ts';
import type { CommentEvent } from './comment/events.ts';
import type { IssueEvent } from './issue/events.ts';
import type { RecordEvent } from './record-event.ts';
import type { RelationEvent } from './relation/events.ts';

/** Every fact that a decision can state. */
export type DomainEvent = IssueEvent | CommentEvent | RelationEvent | AttachmentEvent | RecordEvent;
