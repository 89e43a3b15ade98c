// What a template is made of, and whether it can be chosen.

export const templateFields = ['title', 'description', 'easySummary', 'firstTime', 'gets'] as const;
export type TemplateField = (typeof templateFields)[number];
export type TemplateFields = Record<TemplateField, string>;

export const templateStates = ['offered', 'withdrawn'] as const;
export type TemplateState = (typeof templateStates)[number];

/** A template that was withdrawn stays: what was begun from it still shows its advice. */
export const templateMoves = {
  withdraw: { from: 'offered', to: 'withdrawn' },
  restore: { from: 'withdrawn', to: 'offered' },
} as const satisfies Record<string, { from: TemplateState; to: TemplateState }>;
export type TemplateMove = keyof typeof templateMoves;

export function mayMoveTemplate(status: TemplateState, move: TemplateMove): boolean {
  return templateMoves[move].from === status;
}
