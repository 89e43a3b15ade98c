// Who is asking: what every policy is asked about. Pure.

export interface Actor {
  readonly id: string;
  readonly isModerator: boolean;
  /** Ids of the organisations that this person coordinates, whatever their state. */
  readonly organisations: readonly string[];
}

export type MaybeActor = Actor | null;

export function coordinates(actor: MaybeActor, organisation: string): boolean {
  return actor?.organisations.includes(organisation) ?? false;
}
