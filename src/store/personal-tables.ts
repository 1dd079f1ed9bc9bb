/** What a person has typed and not sent; `key` says where (`comment:<issue id>`). */
export interface DraftTable {
  user: number;
  key: string;
  /** JSON. */
  body: string;
  at: number;
}

/** What a person has chosen for the interface. */
export interface SettingTable {
  user: number;
  key: string;
  /** JSON. */
  value: string;
}
