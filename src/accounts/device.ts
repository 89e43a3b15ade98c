// What somebody signs in with, in the few words that let them know it again: a browser and a system, read from the User-Agent header. Pure.
// Nothing finer is kept, and no network address.

export const browsers = ['edge', 'opera', 'samsung', 'firefox', 'chrome', 'safari'] as const;
export const systems = ['iphone', 'ipad', 'android', 'chromeos', 'windows', 'mac', 'linux'] as const;

export interface Device {
  browser?: (typeof browsers)[number];
  system?: (typeof systems)[number];
}

/** The first that fits: most browsers say that they are several others, too. */
const signs: Record<(typeof browsers)[number] | (typeof systems)[number], RegExp> = {
  edge: /\bEdg(?:e|A|iOS)?\//,
  opera: /\bOPR\/|\bOpera\b/,
  samsung: /SamsungBrowser/,
  firefox: /Firefox\/|FxiOS\//,
  chrome: /Chrom(?:e|ium)\/|CriOS\//,
  safari: /Safari\//,
  iphone: /iPhone/,
  ipad: /iPad/,
  android: /Android/,
  chromeos: /\bCrOS\b/,
  windows: /Windows/,
  mac: /Macintosh/,
  linux: /Linux|X11/,
};

export function deviceOf(userAgent: string): Device {
  const browser = browsers.find((one) => signs[one].test(userAgent));
  const system = systems.find((one) => signs[one].test(userAgent));
  return { ...(browser === undefined ? {} : { browser }), ...(system === undefined ? {} : { system }) };
}
