// What the mail of a match holds: the other side's contact details, the practical facts, and the calendar file.
import type { Accounts } from '../accounts/account.service.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { contactShownTo, readablePhone } from '../accounts/contact.policy.ts';
import type { MatchContent } from '../notifications/notification.mail.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Clock } from '../platform/clock.ts';
import { facts } from '../platform/i18n/languages.ts';
import { calendarFile } from './application.calendar.ts';
import type { Applications } from './application.service.ts';
import { calendarText } from './application.view.ts';

export function matchContent(parts: {
  clock: Clock;
  accounts: Accounts;
  organisations: Organisations;
  assignments: Assignments;
  applications: Applications;
  baseUrl: string;
}): MatchContent {
  return async (id, reader) => {
    const application = await parts.applications.find(id);
    if (application.status !== 'matched') return null;
    const [assignment, organisation] = await Promise.all([
      parts.assignments.find(String(application.assignment)),
      parts.organisations.find(String(application.organisation)),
    ]);
    const isVolunteer = reader === String(application.person);
    const [person, other] = await Promise.all([
      parts.accounts.get(reader),
      parts.accounts.get(String(isVolunteer ? assignment.contact : application.person)),
    ]);
    const { t } = facts[person.language];
    const shown = contactShownTo('match', other);
    const isThroughService = person.isProtected === true || shown.isProtected;
    const file = calendarFile(
      assignment,
      calendarText(assignment, organisation.name, person.language, parts.baseUrl, id),
      parts.clock.now(),
    );
    return {
      paragraphs: [
        t(isVolunteer ? 'mail.match.volunteer' : 'mail.match.coordinator'),
        ...(isThroughService ? [t('mail.match.through')] : []),
      ],
      facts: [
        { label: t('applications.contact.name'), value: shown.name },
        ...(shown.email === undefined
          ? []
          : [{ label: t('applications.contact.email'), value: shown.email }]),
        ...(shown.phone === undefined
          ? []
          : [{ label: t('applications.contact.phone'), value: readablePhone(shown.phone) }]),
      ],
      ...(file === undefined
        ? {}
        : {
            attachments: [
              {
                filename: 'handslag.ics',
                content: file,
                contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
              },
            ],
          }),
    };
  };
}
