// The templates that come with the service, for staff to change as they like. One that is there already stays as staff has left it.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { templateModel } from './template.model.ts';
import type { TemplateDocument } from './template.model.ts';
import templates from './templates.json' with { type: 'json' };

export async function firstTemplates(connection: Connection, now: Date): Promise<void> {
  const rows = templates as (Pick<TemplateDocument, 'name' | 'cause' | 'textLang' | 'words' | 'hints'> & {
    id: string;
  })[];
  await templateModel(connection).bulkWrite(
    rows.map(({ id, ...template }) => ({
      updateOne: {
        filter: { _id: new Types.ObjectId(id) },
        update: { $setOnInsert: { ...template, status: 'offered' as const, revision: 1, createdAt: now } },
        upsert: true,
      },
    })),
  );
}
