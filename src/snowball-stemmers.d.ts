// The types of the stemmers, which come without.
declare module 'snowball-stemmers' {
  const snowball: { newStemmer(language: 'swedish' | 'english'): { stem(word: string): string } };
  export = snowball;
}
