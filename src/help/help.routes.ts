// Pages of help: what one can do, role by role. All of them are open to everybody, those of the moderators too: an association should know how it is reviewed.
import { Router } from 'express';
import { page } from '../platform/http/page.ts';
import { helpPages, pictureFolders, pictureSize, tasks } from './help.view.ts';

export function helpRoutes(): Router {
  const router = Router();
  const all = helpPages.map((name) => ({
    href: `/help/${name}`,
    title: `help.${name}.title` as const,
    lead: `help.${name}.lead` as const,
    tasks: tasks[name],
  }));
  router.get('/help', (_request, response) => {
    page(response, 'help/all', { title: 'help.title', description: 'help.lead', pages: all });
  });
  for (const one of all)
    router.get(one.href, (_request, response) => {
      page(response, 'help/one', {
        title: one.title,
        description: one.lead,
        breadcrumb: [{ href: '/help', key: 'help.title' }, { key: one.title }],
        help: one,
        pages: all,
        folder: `img/help/${pictureFolders[response.locals.lang]}`,
        size: pictureSize,
        width2x: 2 * pictureSize.width,
      });
    });
  return router;
}
