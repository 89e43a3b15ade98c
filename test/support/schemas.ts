// The paths of a Mongoose schema, those within lists of sub-documents too, each with the name of what it holds.
import type { SchemaType } from 'mongoose';

/** What this needs of a schema, of whatever documents it is. */
interface Paths {
  eachPath(visit: (path: string, type: SchemaType) => void): unknown;
}

type Nested = SchemaType & { schema?: Paths; embeddedSchemaType?: SchemaType };

export function pathsOf(schema: Paths, before = ''): Map<string, string> {
  const found = new Map<string, string>();
  schema.eachPath((path, type: Nested) => {
    found.set(before + path, type.embeddedSchemaType?.instance ?? type.instance);
    if (type.schema !== undefined)
      for (const [name, held] of pathsOf(type.schema, `${before}${path}.`)) found.set(name, held);
  });
  return found;
}
