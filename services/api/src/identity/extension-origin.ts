const origins: readonly { pattern: RegExp; label: string }[] = [
  { pattern: /^chrome-extension:\/\/[a-p]{32}$/, label: 'Extension in Chrome or Edge' },
  { pattern: /^moz-extension:\/\/[0-9a-f-]{36}$/, label: 'Extension in Firefox' },
];

/** The origin of the extension that made a request, or null when it says none that an extension can have. */
export function extensionOriginOf(headers: Headers | undefined): string | null {
  const origin = headers?.get('origin') ?? '';
  return origins.some(({ pattern }) => pattern.test(origin)) ? origin : null;
}

/** How a new pairing is called until its owner knows it by its date. */
export function describeClient(headers: Headers | undefined): string {
  const origin = headers?.get('origin') ?? '';
  return origins.find(({ pattern }) => pattern.test(origin))?.label ?? 'Extension';
}
