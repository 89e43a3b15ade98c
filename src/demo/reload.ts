// While developing, open pages reload when the service has started again.
import type { Express, Response } from 'express';
import type { Services } from '../services.ts';

const script = `let lost = false;
const source = new EventSource('/demo/reload');
source.onopen = () => { if (lost) location.reload(); };
source.onerror = () => { lost = true; };
`;

/** Returns what lets go of the pages that wait. */
export function reloading(app: Express, services: Services): () => void {
  const waiting = new Set<Response>();
  const render = services.views.render.bind(services.views);
  services.views.render = (name, model, layout) =>
    render(name, model, layout).replace(
      '</head>',
      '<script type="module" src="/demo/reload.js"></script></head>',
    );
  app.get('/demo/reload.js', (_request, response) => {
    response.type('js').send(script);
  });
  app.get('/demo/reload', (request, response) => {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 300\n\n');
    waiting.add(response);
    request.on('close', () => {
      waiting.delete(response);
      response.end();
    });
  });
  return () => {
    for (const response of waiting) response.end();
  };
}
