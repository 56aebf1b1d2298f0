/**
 * The public half of the key whose hash is the extension's id in Chromium, so that the id is the same in every
 * checkout and the API can name the extension's origin. The private half was thrown away: it is only needed to
 * sign packages outside the Chrome Web Store.
 */
export const EXTENSION_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwOGwFlixddcVwSabruB169sudcbYGXGv+ER174FBBAXy72WJiKSBTOUsQKqVaLwutZQJAzilS9IAjofDwRWXl7bDS0VxMVd2Sh1/3z7KlPyEji0Nc59K4HgK9dC++tLa8LkpteT6rFRaQnVaosnZfFPl8I3dtCxZBVoQh80BLIOCPCS5gwWGOSSMiaJAfQA1rUKJ7eyin55vQHvVvxFO5mnE8GeXJrCzawJkDf7e70hUN0K2R7gZ/ZH+W776iJM7WlFTCEDT3bkOHAaON+3NdklWQDKE5+Zsj4M9NDAwEbGBkSHFgnmcrPU6GKKAI0AucIj6KMkPskY3585B0BhWqQIDAQAB';

/** The id that Chromium derives from {@link EXTENSION_KEY}: the first 128 bits of its SHA-256, spelled a–p. */
export const CHROME_EXTENSION_ID = 'laobnhflcnabehlelghdcdglhilfeobf';

export const FIREFOX_EXTENSION_ID = 'extension@lapwing.example';

/** The `client_id` under which the extension asks for a device code (RFC 8628, section 3.1). */
export const DEVICE_CLIENT_ID = 'lapwing-extension';
