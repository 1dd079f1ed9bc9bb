/** Something that is not as it must be. */
export interface Finding {
  /** Which rule is broken, such as `comment count`. */
  readonly check: string;
  readonly message: string;
}
