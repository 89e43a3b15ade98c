// The list of people that a coordinator takes along: who has a place and who waits, and how to reach those who have a match. Pure.
import { contactShownTo, readablePhone } from '../accounts/contact.policy.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import type { ApplicationDocument } from './application.model.ts';

/** Those who are sure to come first. Who has got a no or is out of it is on no list. */
const order = ['matched', 'offered', 'submitted', 'waitlisted'] as const;

export function peopleView(all: readonly ApplicationDocument[], people: readonly PersonDocument[]) {
  const known = new Map(people.map((person) => [String(person._id), person]));
  return order.flatMap((status) =>
    all
      .filter((one) => one.status === status)
      .flatMap(({ _id, person }) => {
        const found = known.get(String(person));
        if (found === undefined) return [];
        const { name, email, phone, isProtected } = contactShownTo(
          status === 'matched' ? 'match' : 'none',
          found,
        );
        return {
          href: `/applications/${String(_id)}`,
          name,
          statusKey: `applications.state.${status}` as const,
          isMatch: status === 'matched',
          through: status === 'matched' && isProtected,
          email,
          phone: phone && { number: phone, text: readablePhone(phone) },
        };
      }),
  );
}
