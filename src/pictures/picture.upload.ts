// Takes the one file of a form, in memory and bounded. What is wrong with it is said at its field, as of any other.
import type { Request, Response } from 'express';
import multer from 'multer';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { Refused } from '../platform/refused.ts';

export const mostMegabytes = 8;

const take = multer({
  storage: multer.memoryStorage(),
  limits: {
    fileSize: mostMegabytes * 1_048_576,
    files: 1,
    fields: 4,
    parts: 5,
    fieldNameSize: 50,
    fieldSize: 4_000,
    headerPairs: 20,
  },
}).single('picture');

export type Upload = { file: Buffer } | { fault: MessageKey };

/** Afterwards the texts of the form are in `request.body`. A body that is no form of ours is refused with 400. */
export function takeUpload(request: Request, response: Response): Promise<Upload> {
  return new Promise((resolve, reject) => {
    take(request, response, (error: unknown) => {
      if (error === undefined || error === null) {
        const { file } = request;
        resolve(
          file === undefined || file.size === 0 ? { fault: 'pictures.fault.none' } : { file: file.buffer },
        );
      } else if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE')
        resolve({ fault: 'pictures.fault.large' });
      else reject(new Refused(400, 'errors.400.text'));
    });
  });
}
