// What a template is made of.

export const templateFields = ['title', 'description', 'easySummary', 'firstTime', 'gets'] as const;
export type TemplateField = (typeof templateFields)[number];
export type TemplateFields = Record<TemplateField, string>;
