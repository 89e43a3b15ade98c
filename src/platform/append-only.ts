// A log: rows are only ever inserted. The model refuses to change or remove one; what the law asks to be erased goes past it (privacy/erasure.service.ts).
import type { Schema } from 'mongoose';

const changes = [
  'updateOne',
  'updateMany',
  'findOneAndUpdate',
  'replaceOne',
  'findOneAndReplace',
  'deleteOne',
  'deleteMany',
  'findOneAndDelete',
] as const;

export function appendOnly<T>(schema: Schema<T>, name: string): void {
  for (const change of changes)
    schema.pre(change, () => {
      throw new Error(`The log of ${name} is only ever added to`);
    });
}
