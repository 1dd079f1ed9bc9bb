/** What a person has typed and not sent; `key` says where (`comment:<issue id>`). */
export interface DraftTable {
  /** `user.n`. */
  user: number;
  /** Where it is typed. */
  key: string;
  /** JSON. */
  body: string;
  /** When it was kept. */
  at: number;
}

/** What a person has chosen for the interface. */
export interface SettingTable {
  /** `user.n`. */
  user: number;
  /** Which choice. */
  key: string;
  /** JSON. */
  value: string;
}
