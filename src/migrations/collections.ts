// Every model of the service, for the migration that makes collections and indexes, and for the guard that explains queries.
import type { Connection, Model } from 'mongoose';
import { challengeModel } from '../accounts/challenge.model.ts';
import { linkModel } from '../accounts/one-time-link.ts';
import { personModel } from '../accounts/person.model.ts';
import { secondFactorModel } from '../accounts/second-factor.model.ts';
import { applicationModel } from '../applications/application.model.ts';
import { assignmentModel } from '../assignments/assignment.model.ts';
import { unsavedModel } from '../assignments/unsaved.model.ts';
import { decisionModel } from '../moderation/decision.model.ts';
import { lookModel } from '../moderation/look.model.ts';
import { readingModel } from '../moderation/reading.service.ts';
import { revisionModel } from '../moderation/revision.model.ts';
import { synonymModel } from '../moderation/synonym.model.ts';
import { templateModel } from '../moderation/template.model.ts';
import { notificationModel } from '../notifications/notification.model.ts';
import { suppressionModel } from '../notifications/suppression.model.ts';
import { joinRequestModel } from '../organisations/join-request.model.ts';
import { organisationModel } from '../organisations/organisation.model.ts';
import { pictureModel } from '../pictures/picture.model.ts';
import { leaseModel } from '../platform/jobs.ts';
import { mailModel } from '../platform/mail/post.ts';
import { outboxModel } from '../platform/outbox/outbox.model.ts';
import { copyModel, copyPartModel } from '../privacy/copy.model.ts';
import { erasureModel } from '../privacy/erasure.model.ts';
import { markModel } from '../search/mark.model.ts';
import { savedModel } from '../saved/saved.model.ts';
import { findModel } from '../watches/find.model.ts';
import { watchModel } from '../watches/watch.model.ts';

export function allModels(connection: Connection): Model<never>[] {
  const models: unknown[] = [
    personModel(connection),
    linkModel(connection),
    secondFactorModel(connection),
    challengeModel(connection),
    organisationModel(connection),
    joinRequestModel(connection),
    assignmentModel(connection),
    unsavedModel(connection),
    applicationModel(connection),
    pictureModel(connection),
    decisionModel(connection),
    revisionModel(connection),
    readingModel(connection),
    templateModel(connection),
    synonymModel(connection),
    lookModel(connection),
    savedModel(connection),
    watchModel(connection),
    findModel(connection),
    notificationModel(connection),
    suppressionModel(connection),
    outboxModel(connection),
    mailModel(connection),
    leaseModel(connection),
    markModel(connection),
    erasureModel(connection),
    copyModel(connection),
    copyPartModel(connection),
  ];
  return models as Model<never>[];
}
