// Reads the environment once, refuses to start on any fault, and names every fault at once.
import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const tileSource =
  'must be an https address with {z}, {x} and {y}, as https://tiles.example.se/{z}/{x}/{y}.png';

const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  MONGODB_URI: z
    .string()
    .regex(
      /^mongodb(\+srv)?:\/\/([^/@\s]+@)?[^/@\s]+(\/[^@\s]*)?$/,
      'must start with mongodb:// or mongodb+srv:// and name a host; / and @ in a password are written %2F and %40',
    ),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  SESSION_SECRET: z.string().min(32, 'must be at least 32 characters').optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]+$/, 'must hold an e-mail address')
    .default('Handslag <handslag@localhost>'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  WORKER: z.enum(['inline', 'separate']).default('inline'),
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(10).default(0),
  METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters').optional(),
  BOUNCE_SECRET: z.string().min(16, 'must be at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  MAIL_DELAY_MINUTES: z.coerce.number().min(0).max(1440).default(10),
  LIMITS: flag.default(true),
  MAP_TILES: z.string().refine(isTileSource, tileSource).optional(),
  MAP_ATTRIBUTION: z.string().trim().max(200, 'must be at most 200 characters').optional(),
  INDEX_FOLDER: z.string().optional(),
});

export interface Config {
  production: boolean;
  port: number;
  mongodbUri: string;
  /** Origin and nothing after it, without a trailing slash. */
  baseUrl: string;
  /** True when the service is reached by https: Secure cookies, HSTS. */
  secure: boolean;
  sessionSecret: string;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** Number of proxies in front of the service. */
  trustProxy: number;
  worker: 'inline' | 'separate';
  /** How long a process that is told to stop still takes requests, so that a load balancer finds out first, in milliseconds. */
  drain: number;
  metricsToken: string | undefined;
  /** What whoever reports mail that came back proves itself with; without one nobody can. */
  bounceSecret: string | undefined;
  logLevel: string;
  /** How long a notice may wait to be opened before it is sent as mail, in milliseconds. */
  mailDelay: number;
  /** Rate limits on; off only for load tests. */
  limits: boolean;
  /** A source of pictures of streets, under our own map; undefined where there is none. */
  mapTiles: { url: string; origin: string; attribution: string } | undefined;
  /** Where the index is kept between two runs; without one it is built at each start. */
  indexFolder: string | undefined;
}

/** Throws an Error that lists every fault, a line each. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  const faults = result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${fault(issue)}`);
  if (given['NODE_ENV'] === 'production') {
    for (const name of ['SESSION_SECRET', 'BASE_URL'])
      if (given[name] === undefined) faults.push(`${name}: is required in production`);
    if (given['LIMITS'] === 'false') faults.push('LIMITS: cannot be off in production');
  }
  if (given['MAP_TILES'] !== undefined && given['MAP_ATTRIBUTION'] === undefined)
    faults.push('MAP_ATTRIBUTION: is required with MAP_TILES: whoever draws the map is named on it');
  const isHttps = given['BASE_URL']?.startsWith('https:') === true;
  // What is reached by https is out in the world, whatever NODE_ENV says: with the secret that stands here anybody could make the links of mails.
  if (isHttps && given['NODE_ENV'] !== 'production' && given['SESSION_SECRET'] === undefined)
    faults.push('SESSION_SECRET: is required where BASE_URL is https');
  if (isHttps && ['0', undefined].includes(given['TRUST_PROXY']))
    faults.push(
      'TRUST_PROXY: must be 1 or more where BASE_URL is https, since a proxy speaks https for the service',
    );
  if (!result.success || faults.length > 0)
    throw new Error(
      `The service cannot start; mend these settings:\n${faults.map((line) => `  ${line}`).join('\n')}`,
    );
  const value = result.data;
  const baseUrl = new URL(value.BASE_URL ?? `http://localhost:${value.PORT}`).origin;
  return {
    production: value.NODE_ENV === 'production',
    port: value.PORT,
    mongodbUri: value.MONGODB_URI,
    baseUrl,
    secure: baseUrl.startsWith('https:'),
    sessionSecret: value.SESSION_SECRET ?? 'only-for-development-and-never-in-production',
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    trustProxy: value.TRUST_PROXY,
    worker: value.WORKER,
    drain: value.DRAIN_SECONDS * 1_000,
    metricsToken: value.METRICS_TOKEN,
    bounceSecret: value.BOUNCE_SECRET,
    logLevel: value.LOG_LEVEL,
    mailDelay: value.MAIL_DELAY_MINUTES * 60_000,
    limits: value.LIMITS,
    mapTiles:
      value.MAP_TILES === undefined
        ? undefined
        : {
            url: value.MAP_TILES,
            origin: new URL(value.MAP_TILES).origin,
            attribution: value.MAP_ATTRIBUTION ?? '',
          },
    indexFolder: value.INDEX_FOLDER,
  };
}

/** An address of pictures, with nothing in it that could widen what the browser is allowed: its origin goes into a header. */
function isTileSource(template: string): boolean {
  const parts = ['{z}', '{x}', '{y}'];
  const url = URL.parse(template);
  return (
    url?.protocol === 'https:' &&
    /^[a-z0-9.-]+$/.test(url.hostname) &&
    url.username === '' &&
    parts.every((part) => template.slice(url.origin.length).includes(part))
  );
}

function fault(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type' && issue.input === undefined ? 'is required' : issue.message;
}
