import { useEffect, useState } from 'react';
import { quoteSchema } from '@devdiag/engine/query/quote';

/** One of the catalog's SQL files with the schema's name filled in; null until it is loaded. */
export function useSchemaSql(file: 'schema.sql' | 'grants.sql', schema: string): string | null {
  const [sql, setSql] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    // Loaded on demand: hardly anybody needs it, and it is long.
    import('@devdiag/catalog/generated/schema').then(({ SCHEMA_SQL }) => {
      if (current) {
        setSql(fillIn(SCHEMA_SQL[file], schema));
      }
    });
    return () => {
      current = false;
    };
  }, [file, schema]);
  return sql;
}

/** Names filled in, and the instructions for doing so taken out. */
export function fillIn(text: string, schema: string): string {
  return text
    .replace(/^-- Before running it.*\n(?:--.*\{\{.*\n)*/m, '')
    .replaceAll('{{schema}}', quoteSchema(schema))
    .replaceAll('{{role}}', '"grafana"');
}
