// The small words of Swedish and English that nearly every text has: in running text they are not indexed, and beside other words not looked for. Pure data.

const words = `
alla allt att av blir bli de dem den denna det detta där då eller en er era ett från för får ha har hade hon han hos hur
i in inte jag kan kom med men mer mot mycket man många ni nu när och också om oss på samt sig sin sina ska som så till
under upp ut utan vad var vara vi vid vill vår vår våra åt än är över
a about am an and any are as at be but by can do for from has have how i if in is it its me my no not of on or our
so some that the their them they this to us was we what when where who will with you your
`;

export const stopWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
