// Reads docs/permissions.md: who meets what at every route.
import { textFiles } from './sources.ts';
import { stateNames } from './states.ts';
import type { State } from './states.ts';
import { roles } from './world.ts';
import type { Role } from './world.ts';

export interface Row {
  route: string;
  when: State;
  cells: Readonly<Record<Role, string>>;
}

export function permissionTable(): Row[] {
  const [file] = textFiles('docs/permissions.md');
  const lines = (file?.text ?? '').split('\n').filter((line) => line.startsWith('| `'));
  const rows = lines.map((line): Row => {
    const [route = '', when = '', ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const known = cells.length === roles.length && stateNames.includes(when as State);
    if (!known) throw new Error(`docs/permissions.md has a row that nobody understands: ${line}`);
    const named = roles.map((role, index) => [role, cells[index] ?? '']);
    return {
      route: route.replaceAll('`', ''),
      when: when as State,
      cells: Object.fromEntries(named) as Record<Role, string>,
    };
  });
  // Whoever deletes their account is there for no row after it.
  return [...rows.filter((row) => !isLeaving(row)), ...rows.filter(isLeaving)];
}

function isLeaving({ route }: Row): boolean {
  return route === 'POST /account/delete';
}
