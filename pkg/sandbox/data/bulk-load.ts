import type { ClientBase } from 'pg';

/**
 * Runs work on a table without its secondary indexes and builds them anew afterwards, as they were: filling a million
 * rows takes half the time so. To be called inside a transaction, which brings them back when the work fails.
 *
 * @param table quoted name, schema included
 * @throws what the work throws; pg's DatabaseError when we don't own the table
 */
export async function withoutSecondaryIndexes(
  client: ClientBase,
  table: string,
  work: () => Promise<void>,
  beforeRebuild: () => void
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index
    where indrelid = $1::regclass
      and not exists (select from pg_constraint where conindid = indexrelid)
    order by indexrelid`,
    [table]
  );
  for (const { name } of rows) {
    await client.query(`drop index ${name}`);
  }
  await work();
  beforeRebuild();
  for (const { definition } of rows) {
    await client.query(definition);
  }
}
