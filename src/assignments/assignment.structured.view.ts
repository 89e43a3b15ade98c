// An assignment as schema.org words for those who read pages by machine: a JobPosting with employmentType VOLUNTEER, which search engines know
// (https://schema.org/JobPosting), and the way to it (BreadcrumbList). Pure.
import { pathIn } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { county, municipality, place } from '../places/places.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { addressShownTo } from './assignment.policy.ts';

interface Around {
  organisation: { id: string; name: string };
  image: string;
  baseUrl: string;
  lang: Language;
  listTitle: string;
}

/** What is open only: search engines ask that what takes no more applications is not offered. */
export function structuredAssignment(assignment: AssignmentDocument, around: Around): object[] {
  const { organisation, image, baseUrl, lang } = around;
  const address = (path: string): string => baseUrl + pathIn(lang, path);
  const url = address(`/assignments/${String(assignment._id)}`);
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'JobPosting',
      '@id': `${url}#assignment`,
      url,
      title: assignment.title,
      description: assignment.description,
      inLanguage: assignment.textLang ?? 'sv',
      employmentType: 'VOLUNTEER',
      datePosted: assignment.publishedAt?.toISOString(),
      validThrough: (assignment.applyUntil ?? assignment.pastAt)?.toISOString(),
      directApply: true,
      totalJobOpenings: assignment.free,
      image,
      hiringOrganization: {
        '@type': 'Organization',
        name: organisation.name,
        url: address(`/organisations/${organisation.id}`),
      },
      ...where(assignment),
    },
    {
      '@context': 'https://schema.org',
      '@type': 'BreadcrumbList',
      itemListElement: [
        { '@type': 'ListItem', position: 1, name: around.listTitle, item: address('/assignments') },
        { '@type': 'ListItem', position: 2, name: assignment.title },
      ],
    },
  ];
}

function where(assignment: AssignmentDocument): object {
  const remote = {
    jobLocationType: 'TELECOMMUTE',
    applicantLocationRequirements: { '@type': 'Country', name: 'SE' },
  };
  if (assignment.where === 'remote') return remote;
  const area = assignment.municipality === undefined ? undefined : municipality(assignment.municipality);
  const point = assignment.place === undefined ? undefined : place(assignment.place);
  const jobLocation = {
    '@type': 'Place',
    address: {
      '@type': 'PostalAddress',
      streetAddress: addressShownTo('everybody', assignment),
      addressLocality: point?.name ?? area?.name,
      addressRegion: area && county(area.county)?.name,
      addressCountry: 'SE',
    },
  };
  return assignment.where === 'both' ? { jobLocation, ...remote } : { jobLocation };
}
