// What the picture beside a link says, and its address. Pure.
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { placeName } from '../assignments/assignment.view.ts';
import type { SharedThing } from './share-picture.ts';

type Pictured = Pick<AssignmentDocument, '_id' | 'title' | 'causes' | 'where' | 'place' | 'municipality'>;

export function sharedThing(assignment: Pictured, organisation: string): SharedThing {
  return {
    title: assignment.title,
    organisation,
    where: assignment.where === 'remote' ? '' : placeName(assignment),
    drawing: assignment.causes[0] ?? 'community',
  };
}

export function sharePath(assignment: Pick<AssignmentDocument, '_id'>): string {
  return `/assignments/${String(assignment._id)}/share.png`;
}
