/** What a repository needs of a database connection or of an open transaction. */
export interface Queryable {
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Database extends Queryable {
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
}

export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Reading and writing rows that carry a version for optimistic locking. */
export abstract class BaseRepository<Row extends Versioned> {
  /** Names of the table and its columns become part of the SQL: they are literals, never input. */
  protected constructor(
    private readonly table: string,
    private readonly columns: readonly Exclude<keyof Row & string, keyof Versioned>[],
  ) {}

  async find(db: Queryable, id: string): Promise<Row | undefined> {
    const [row] = await db.query<Row>(`SELECT * FROM ${this.table} WHERE id = $1`, [id]);
    return row;
  }

  async insert(db: Queryable, row: Row): Promise<void> {
    const names = ["id", "version", ...this.columns];
    const places = names.map((_, index) => `$${index + 1}`);
    await db.query(`INSERT INTO ${this.table} (${names.join(", ")}) VALUES (${places.join(", ")})`, [
      row.id,
      row.version,
      ...this.columns.map((column) => row[column]),
    ]);
  }

  /** Write the row as the version after the one it was read as; undefined if another write came first. */
  async update(db: Queryable, row: Row): Promise<Row | undefined> {
    const changes = this.columns.map((column, index) => `${column} = $${index + 3}`);
    const [updated] = await db.query<Row>(
      `UPDATE ${this.table} SET ${["version = version + 1", ...changes].join(", ")}
        WHERE id = $1 AND version = $2 RETURNING *`,
      [row.id, row.version, ...this.columns.map((column) => row[column])],
    );
    return updated;
  }
}
