// How a page of the service in one of its states is named: who opens it, on what, and what is sent where it is the answer to a form.
import type { Form } from './http.ts';
import type { State } from './states.ts';
import type { Role } from './world.ts';

export interface PageCase {
  /** The route that shows it, as docs/permissions.md names it. */
  route: string;
  name: string;
  role: Role;
  when: State;
  query?: string;
  /** Sent in a browser; the page is the answer. `to` is where, if it is not the page's own address. */
  form?: Form;
  to?: string;
  status: number;
  /** Something a person cannot bring about, done before. */
  before?: 'break' | 'exhaust' | 'empty' | 'halfway';
}

/** Routes that answer with something that is not a page. */
export const notPages = [
  'GET /assignments/points',
  'GET /map.json',
  'GET /robots.txt',
  'GET /sitemap.xml',
  'GET /sitemap/:part',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /applications/:id/calendar.ics',
  'GET /notifications/since',
  'GET /pictures/:id/:size',
  'GET /assignments/:id/share.png',
  'GET /feeds/assignments.atom',
  'GET /feeds/assignments.json',
  'GET /account/data/:id',
];

type Rest = Partial<Omit<PageCase, 'route' | 'role' | 'when'>>;

export function page(role: Role, route: string, when: State = 'nothing', rest: Rest = {}): PageCase {
  const name = [role, route, when === 'nothing' ? '' : `with ${when}`, rest.query ?? '', rest.name ?? ''];
  return {
    role,
    route: `GET ${route}`,
    when,
    status: 200,
    ...rest,
    name: name.filter((part) => part !== '').join(' '),
  };
}

export const refused = (name: string, form: Form = {}, to?: string): Rest => ({
  name,
  form,
  status: 422,
  ...(to === undefined ? {} : { to }),
});
export const late = (name: string, to: string, form: Form = {}): Rest => ({ name, form, status: 409, to });
export const sent = (name: string, form: Form): Rest => ({ name, form });

export const applicationStates = [
  'submitted',
  'waitlisted',
  'offered',
  'matched',
  'declined',
  'withdrawn',
  'expired',
  'closed',
  'cancelled',
] as const;
