/** Every way in which a command or a request can be refused (spec: Rejections). */
export const REJECTION_STATUS = {
  VALIDATION: 400,
  INVALID_TRANSITION: 400,
  TRANSITION_FORBIDDEN: 400,
  GUARD_FAILED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UPGRADE_REQUIRED: 426,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type RejectionCode = keyof typeof REJECTION_STATUS;

/** A typed refusal: a value, not an exception. The message tells a person what to do next. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly message: string;
  /** The argument at fault, as a dotted path (`bug.stepsToReproduce`). */
  readonly field?: string;
  readonly details?: unknown;
}

/** Builds a rejection; `more` names the field at fault and what a program may want to know. */
export function rejection(
  code: RejectionCode,
  message: string,
  more: { readonly field?: string; readonly details?: unknown } = {},
): Rejection {
  return { code, message, ...more };
}
