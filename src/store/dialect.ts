/** The two databases that the one store runs on. */
export type Dialect = 'sqlite' | 'postgres';
