// Fails with a readable list when a page is not valid HTML, or uses it in a way that shuts somebody out.
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // Handlebars leaves blanks and attributes as they come, and both mean the same to a browser.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'void-style': 'off',
    'no-redundant-role': 'error',
    'no-inline-style': 'error',
    'no-implicit-button-type': 'error',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
  },
});

export async function expectValidHtml(html: string): Promise<void> {
  const report = await validator.validateString(html);
  const lines = html.split('\n');
  const faults = report.results.flatMap(({ messages }) =>
    messages.map(
      ({ line, column, message, ruleId }) =>
        `${line}:${column} ${message} (${ruleId})\n    ${lines[line - 1]?.trim() ?? ''}`,
    ),
  );
  if (faults.length > 0) throw new Error(`The page is not valid HTML:\n${faults.join('\n')}`);
}
