// New words as a part of the document that they are for.
import { Schema } from 'mongoose';
import type { SchemaDefinition } from 'mongoose';

/** `words` is how the document itself holds them. */
export function proposalSchema(words: SchemaDefinition): Schema {
  return new Schema(
    {
      words: { type: new Schema(words, { _id: false }), required: true },
      revision: { type: Number, required: true },
      status: { type: String, enum: ['pending', 'returned'], required: true },
      submittedAt: { type: Date, required: true },
      dueAt: { type: Date, required: true },
      flags: [String],
    },
    { _id: false },
  );
}
