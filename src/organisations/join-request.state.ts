// The states of a question to become a coordinator: it waits until one of three things ends it. Pure.

export const joinStates = ['waiting', 'accepted', 'refused', 'withdrawn'] as const;
export type JoinState = (typeof joinStates)[number];
