// How long it is until something, in the largest unit that still says something. Pure.
import type { Message } from './translate.ts';

export function timeLeft(until: Date, now: Date): Message {
  const minutes = Math.max(1, Math.floor((until.getTime() - now.getTime()) / 60_000));
  const hours = Math.round(minutes / 60);
  if (hours >= 48) return { key: 'layout.left.days', values: { n: Math.floor(hours / 24) } };
  if (minutes >= 60) return { key: 'layout.left.hours', values: { n: hours } };
  return { key: 'layout.left.minutes', values: { n: minutes } };
}
