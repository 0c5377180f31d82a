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
        const filled = SCHEMA_SQL[file].replaceAll('{{schema}}', quoteSchema(schema)).replaceAll('{{role}}', '"grafana"');
        setSql(filled);
      }
    });
    return () => {
      current = false;
    };
  }, [file, schema]);
  return sql;
}
