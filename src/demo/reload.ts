// While developing, open pages reload when the service has started again.
import type { Express } from 'express';
import type { Services } from '../services.ts';

const script = `let lost = false;
const source = new EventSource('/demo/reload');
source.onopen = () => { if (lost) location.reload(); };
source.onerror = () => { lost = true; };
`;

export function reloading(app: Express, services: Services): void {
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
    request.on('close', () => response.end());
  });
}
