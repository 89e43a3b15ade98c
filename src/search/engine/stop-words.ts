// The small words of Swedish and English that nearly every text has: in running text they are not indexed, and beside other words not looked for.
import words from './stop-words.json' with { type: 'json' };

export const stopWords: ReadonlySet<string> = new Set([...words.sv, ...words.en]);
