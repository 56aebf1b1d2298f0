/** What RFC 3986 has no place for in a path, query or fragment; `%` only where it begins no escape. */
const foreign = /[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/gu;

/**
 * An address in the letters of RFC 3986, for formats that demand a URI: the same text where it is one already, else
 * percent-encoded and with the host in ASCII. `fallback` stands in for what is no address at all.
 */
export function plainUri(address: string, fallback: string): string {
  const url = URL.parse(address) ?? new URL(fallback);
  if (URL.canParse(address) && !address.replace(/^\w+:\/\/\[[\da-f:.]+\]/i, '').match(foreign))
    return address;
  const [, origin = '', rest = ''] = url.href.match(/^([a-z][a-z\d+.-]*:\/\/[^/?#]*)(.*)$/s) ?? [];
  return origin + rest.replaceAll(foreign, (character) => encodeURIComponent(character));
}
