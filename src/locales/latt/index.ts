// Every sentence in easy Swedish: short, of common words, and written for itself. test/locales holds that it stays so.
import type { Messages } from '../../platform/i18n/translate.ts';
import accounts from './accounts.json' with { type: 'json' };
import applications from './applications.json' with { type: 'json' };
import assignments from './assignments.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import fit from './fit.json' with { type: 'json' };
import guide from './guide.json' with { type: 'json' };
import feeds from './feeds.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import landing from './landing.json' with { type: 'json' };
import layout from './layout.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import maps from './maps.json' with { type: 'json' };
import moderation from './moderation.json' with { type: 'json' };
import notifications from './notifications.json' with { type: 'json' };
import organisations from './organisations.json' with { type: 'json' };
import pages from './pages.json' with { type: 'json' };
import privacy from './privacy.json' with { type: 'json' };
import pictures from './pictures.json' with { type: 'json' };
import search from './search.json' with { type: 'json' };
import saved from './saved.json' with { type: 'json' };
import watches from './watches.json' with { type: 'json' };
import secondFactor from './secondFactor.json' with { type: 'json' };
import synonyms from './synonyms.json' with { type: 'json' };
import taxonomies from './taxonomies.json' with { type: 'json' };

export const latt: Messages = {
  accounts,
  applications,
  assignments,
  errors,
  fit,
  guide,
  feeds,
  help,
  landing,
  layout,
  mail,
  maps,
  moderation,
  notifications,
  organisations,
  pages,
  privacy,
  pictures,
  search,
  saved,
  watches,
  secondFactor,
  synonyms,
  taxonomies,
};
