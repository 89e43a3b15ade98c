// What people write for the same thing finds it, in Swedish, English and Arabic, with and without the right keys.
import { nothing } from '../../../src/search/engine/query.ts';
import type { Entry } from '../../../src/search/engine/entry.ts';
import { partsOf } from '../../../src/search/engine/compounds.ts';
import { lettersBetween } from '../../../src/search/engine/distance-of-words.ts';
import { createMarker } from '../../../src/search/engine/marks.ts';
import { createEngine } from '../../../src/search/engine/quick.ts';
import { mended } from '../../../src/search/engine/spelling.ts';
import { stemOf } from '../../../src/search/engine/stem.ts';
import { synonymsOf } from '../../../src/search/engine/synonyms.ts';
import type { Field } from '../../../src/search/engine/term.ts';
import { fold, wordsOf } from '../../../src/search/engine/text.ts';
import data from '../../../src/search/synonyms.json' with { type: 'json' };
import { hex } from './entries.ts';

const plain: Omit<Entry, 'id' | 'words'> = {
  organisation: hex(1),
  textLang: 'sv',
  causes: [],
  groups: [],
  activities: [],
  timing: 'flexible',
  occasions: [],
  days: [],
  slots: [],
  onsite: true,
  remote: false,
  isArea: false,
  swedish: 'none',
  practice: false,
  spoken: [],
  access: [],
  lowestAge: 0,
  welcomesGroups: false,
  admission: 'review',
  places: 3,
  free: 3,
  waiting: 0,
  publishedAt: 0,
  organisationSince: 0,
};
const blank = { title: '', organisation: '', place: '', terms: '', easySummary: '', description: '' };

/** The titles that are found, in order. Later ones are newer. */
function found(
  asked: string,
  titles: readonly (string | Partial<Entry>)[],
  synonyms = synonymsOf(data),
): string[] {
  const engine = createEngine();
  engine.useSynonyms(synonyms);
  const given = titles.map((one, n): Entry => ({
    ...plain,
    id: hex(n + 1),
    publishedAt: n,
    ...(typeof one === 'string' ? { words: { ...blank, title: one } } : { words: blank, ...one }),
  }));
  given.forEach((entry) => engine.put(entry));
  const { hits } = engine.search(
    { ...nothing, text: asked, sort: 'relevance', skip: 0, take: 20 },
    { now: 1 },
  );
  return hits.map(({ id }) => given.find((entry) => entry.id === id)?.words.title ?? '');
}

describe('words', () => {
  test('are compared composed, in lower case, and å ä ö stay letters of their own', () => {
    expect(wordsOf('Språk\u00ADkafé I KO\u0308PING, 2 ggr/vecka!')).toEqual([
      'språk',
      'kafé',
      'i',
      'köping',
      '2',
      'ggr',
      'vecka',
    ]);
    expect(fold('köping')).toBe('koping');
    expect(stemOf('höra', 'sv').stem).not.toBe(stemOf('hora', 'sv').stem);
  });

  test('survive half a letter and nothing at all', () => {
    expect(wordsOf('\uD83D läxa \uDC00')).toEqual(['läxa']);
    expect(wordsOf('')).toEqual([]);
  });

  test.each([
    ['läxor', 'läxa'],
    ['pensionärer', 'pensionären'],
    ['promenader', 'promenad'],
    ['skolan', 'skolor'],
    ['huset', 'hus'],
    ['verksamheter', 'verksamhet'],
    ['läxhjälpare', 'läxhjälp'],
  ])('%s and %s have one Swedish stem', (one, other) => {
    expect(stemOf(one, 'sv').stem).toBe(stemOf(other, 'sv').stem);
  });

  test('joined from known ones are taken apart', () => {
    const stems = (word: string) => partsOf(word).map(({ stem }) => stem);
    expect(stems('språkkafé')).toEqual(['språk', 'kafé']);
    expect(stems('läxhjälpare')).toEqual(['läx', 'hjälp']);
    expect(stems('föreningsstyrelsen')).toEqual(['förening', 'styr']);
    expect(stems('västerås')).toEqual([]);
  });

  test.each([
    ['hund', 'hund', 0],
    ['hund', 'hnud', 1],
    ['hund', 'rund', 1],
    ['läxhjälp', 'läxhjlp', 1],
    ['promenad', 'pormenda', 2],
    ['hund', 'katt', 3],
    ['', 'ab', 2],
  ])('%s is %s with %i letters wrong', (one, other, letters) => {
    expect(Math.min(3, lettersBetween(one, other, 2))).toBe(letters);
    expect(Math.min(3, lettersBetween(other, one, 2))).toBe(letters);
  });
});

describe('a search', () => {
  test('without å ä ö finds, after what is written so', () => {
    expect(found('koping', ['Loppis i Koping', 'Loppis i Köping', 'Loppis i Malmö'])).toEqual([
      'Loppis i Koping',
      'Loppis i Köping',
    ]);
  });

  test.each(['språkkafé', 'språkcafé', 'sprakcafe', 'språk kafé', 'Språkkaféet'])(
    '%s finds both ways of writing it',
    (asked) => {
      expect(
        found(asked, [
          'Värd på språkkafé',
          'Språkcafé för nya',
          'Hjälp på språk kafé',
          'Mata katter',
        ]).toSorted(),
      ).toEqual(['Hjälp på språk kafé', 'Språkcafé för nya', 'Värd på språkkafé']);
    },
  );

  test.each(['läxhjälp', 'läxhjälpare', 'läxa hjälp', 'laxhjalp', 'läxhjlp', 'läxläsning', 'homework help'])(
    '%s finds help with homework',
    (asked) => {
      expect(found(asked, ['Läxhjälp för barn', 'Kör bil till marknaden'])).toEqual(['Läxhjälp för barn']);
    },
  );

  test('a joined word finds the two it is joined from', () => {
    expect(found('hundpromenad', ['Gå på promenad med en hund', 'Hund', 'Promenad'])).toEqual([
      'Gå på promenad med en hund',
    ]);
  });

  test('other words for it come after the word itself', () => {
    expect(found('senior', ['Sällskap åt äldre', 'Senior på besök'])).toEqual([
      'Senior på besök',
      'Sällskap åt äldre',
    ]);
  });

  test('a mistyped word finds only where hardly anything has it as it is typed', () => {
    const titles = ['Promenader', 'Promenad med hund', 'Pormenad'];
    expect(found('hundar', ['Hund ett', 'Hundar', 'Hunden', 'Hunxar'])).not.toContain('Hunxar');
    expect(found('pormenad', titles)).toEqual(['Pormenad', 'Promenad med hund']);
  });

  test('a mistyped word is told what it was most likely meant to be', () => {
    const meant = (asked: string, titles: string[]) => {
      const engine = createEngine();
      titles.forEach((title, n) => engine.put({ ...plain, id: hex(n + 1), words: { ...blank, title } }));
      const query = { ...nothing, text: asked, sort: 'relevance' as const, skip: 0, take: 1 };
      return mended(asked, engine.search(query, { now: 1 }).meant);
    };
    // The one with the fewest wrong letters, and of these the commonest.
    expect(meant('läxhjlp i Kalsmar', ['Läxhjälp', 'Läxhjälpen i Kalmar'])).toBe('läxhjälp i kalmar');
    expect(meant('Pormenad!', ['Pormenad', 'Promenad', 'Promenad med hund'])).toBe('promenad!');
    // What is hardly rarer as it was typed is no mistake, nor what nothing resembles.
    expect(meant('katten', ['Katten', 'Katter'])).toBe('katten');
    expect(meant('ukulele', ['Läxhjälp'])).toBe('ukulele');
  });

  test('a title weighs more than a text, a rare word more than a common one, and then the newest comes first', () => {
    const text = (title: string, description: string) => ({ words: { ...blank, title, description } });
    expect(found('hund', [text('Hund', ''), text('Katt', 'hund')])).toEqual(['Hund', 'Katt']);
    expect(found('barn', ['Barn ett', 'Barn två'])).toEqual(['Barn två', 'Barn ett']);
  });

  test('every word has to be there, small ones apart', () => {
    const whole = ['Barn som vill leka', 'Lek för barn', 'Barnens lek'];
    expect(found('leka med barn', ['Leka', 'Barn', ...whole]).toSorted()).toEqual(whole.toSorted());
  });

  test('where hardly anything has every word, what has the rarer ones comes after it', () => {
    const titles = [...Array.from({ length: 12 }, (_, n) => `Barn ${n}`), 'Koda', 'Koda med barn'];
    expect(found('koda barn', titles, synonymsOf([]))).toEqual(['Koda med barn', 'Koda']);
  });

  test('a word that nobody has asks for nothing beside others', () => {
    expect(found('läxhjälp zzzyyx', ['Läxhjälp', 'Katter'])).toEqual(['Läxhjälp']);
    expect(found('zzzyyx', ['Läxhjälp', 'Katter'])).toEqual([]);
  });

  test('what has the word in its title and its text comes before what only has it in the title', () => {
    const text = (title: string, description: string) => ({ words: { ...blank, title, description } });
    expect(found('katt', [text('En katt', 'Mata katten'), text('Två katter', 'Kör bil')])).toEqual([
      'En katt',
      'Två katter',
    ]);
  });

  test('English texts are read as English', () => {
    const english = (title: string) => ({ textLang: 'en' as const, words: { ...blank, title } });
    expect(found('walking', [english('Walks by the lake')], synonymsOf([]))).toEqual(['Walks by the lake']);
  });

  test('Arabic is found without its marks, its article and the forms of its letters', () => {
    const arabic = (title: string) => ({ textLang: 'ar' as const, words: { ...blank, title } });
    const title = 'المُسَاعَدة';
    expect(found('مساعده', [arabic(title)])).toEqual([title]);
    expect(found('مـساعدة', [arabic(title)])).toEqual([title]);
  });

  test('what is asked in bad faith is answered in time', () => {
    const titles = Array.from({ length: 500 }, (_, n) => `Uppdrag ${n.toString(36)} läxhjälp för barn`);
    const engine = createEngine();
    titles.forEach((title, n) => engine.put({ ...plain, id: hex(n + 1), words: { ...blank, title } }));
    const asked = [
      'a'.repeat(100_000),
      'läxhjälp '.repeat(10_000),
      '\uD800'.repeat(5_000),
      'ǻ'.repeat(50_000),
      '(a+)+$',
      '  ',
      'ab cd ef gh ij kl mn op qr st uv',
    ];
    for (const text of asked) {
      const began = process.cpuUsage();
      engine.search({ ...nothing, text, sort: 'relevance', skip: 0, take: 20 }, { now: 1 });
      const { user } = process.cpuUsage(began);
      expect(user).toBeLessThan(200_000);
    }
  });
});

describe('marks', () => {
  const marked = (text: string, asked: string, mistyped: string[] = [], field: Field = 'title') =>
    createMarker(asked, synonymsOf(data), mistyped)(text, 'sv', field)
      .map(({ text: piece, isMarked }) => (isMarked ? `[${piece}]` : piece))
      .join('');

  test('stand on the words that answered, however they were read', () => {
    expect(marked('Läxhjälp för barnen i Köping', 'barn koping')).toBe('Läxhjälp för [barnen] i [Köping]');
    expect(marked('Vi läser läxor med äldre', 'läxa senior')).toBe('Vi läser [läxor] med [äldre]');
    expect(marked('Språkkafé!', 'språ')).toBe('[Språkkafé]!');
    expect(marked('Promenad', 'pormenad')).toBe('Promenad');
    expect(marked('Promenad', 'pormenad', ['pormenad'])).toBe('[Promenad]');
    expect(marked('Läxhjälparna söker dig', 'läxhjälpare')).toBe('[Läxhjälparna] söker dig');
    expect(marked('Gå ut med en hund på promenad', 'hundpromenad')).toContain('[hund] på [promenad]');
  });

  test('stand on words that answer together only where all of them are, and on short beginnings only in names and titles', () => {
    expect(marked('Prata svenska med oss', 'språkkafé')).toBe('[Prata] [svenska] med oss');
    expect(marked('Svenska för nya', 'språkkafé')).toBe('Svenska för nya');
    expect(marked('Hjälp en äldre hund', 'hundpromenad')).toBe('Hjälp en äldre hund');
    expect(marked('Barnen i parken', 'ba')).toBe('[Barnen] i parken');
    expect(marked('Barnen i parken', 'ba', [], 'description')).toBe('Barnen i parken');
  });

  test('keep the text as it is', () => {
    expect(createMarker('')('Ett <b>ord</b>', 'sv', 'title')).toEqual([
      { text: 'Ett <b>ord</b>', isMarked: false },
    ]);
    expect(createMarker('x')('', 'sv', 'title')).toEqual([]);
  });
});
