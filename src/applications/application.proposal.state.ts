// A call or a first meeting that one side of an application proposes to the other: what has become of it by now, and who may say what of it. Pure.

export const proposalKinds = ['call', 'try'] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** `off` takes back what has not been answered, and calls off what was agreed. */
export const proposalAnswers = ['yes', 'no', 'off'] as const;
export type ProposalAnswer = (typeof proposalAnswers)[number];

/** So many days ahead; further nobody knows. */
export const farthest = 90;

/** Only the newest can be open: a new proposal takes the place of one that has no answer yet. What was agreed stands beside it. */
export const proposalStandings = [
  'open',
  'agreed',
  'held',
  'no',
  'off',
  'replaced',
  'unanswered',
  'ended',
] as const;
export type ProposalStanding = (typeof proposalStandings)[number];

export interface ProposalFacts {
  readonly at: Date;
  readonly answer?: ProposalAnswer;
}

export function proposalStanding(
  { at, answer }: ProposalFacts,
  around: { isNewest: boolean; isUnderWay: boolean },
  now: Date,
): ProposalStanding {
  if (answer === 'no' || answer === 'off') return answer;
  if (answer === undefined && !around.isNewest) return 'replaced';
  if (at <= now) return answer === 'yes' ? 'held' : 'unanswered';
  if (!around.isUnderWay) return 'ended';
  return answer === 'yes' ? 'agreed' : 'open';
}

/** Yes and no are said by the other side; an agreed time may be called off by both. */
export function takesAnswer(standing: ProposalStanding, answer: ProposalAnswer, isOwn: boolean): boolean {
  if (answer === 'off') return standing === 'agreed' || (standing === 'open' && isOwn);
  return standing === 'open' && !isOwn;
}
