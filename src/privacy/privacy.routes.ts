// Pages of what is kept about people.
import { Router } from 'express';
import { page } from '../platform/http/page.ts';
import { retentionTable } from './retention.view.ts';

export function privacyRoutes(): Router {
  const router = Router();
  router.get('/privacy/retention', (_request, response) => {
    page(response, 'privacy/retention', {
      title: 'privacy.retention.title',
      description: 'privacy.retention.lead',
      breadcrumb: [{ href: '/privacy', key: 'pages.privacy.title' }, { key: 'privacy.retention.title' }],
      rows: retentionTable(response.locals.lang),
    });
  });
  return router;
}
