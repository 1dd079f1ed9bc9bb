/** What a person has typed and not sent. */
export interface DraftTable {
  /** Who. */
  user: number;
  /** Where it is typed, such as `comment:<issue id>`. */
  key: string;
  /** JSON: the text. */
  body: string;
  /** When it was kept. */
  at: number;
}

/** What a person has chosen for the interface. */
export interface SettingTable {
  /** Who. */
  user: number;
  /** Which choice. */
  key: string;
  /** JSON. */
  value: string;
}
