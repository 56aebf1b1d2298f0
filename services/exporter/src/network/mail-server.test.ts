import { describe, expect, it } from 'vitest';
import { mailServerOf } from './mail-server.ts';

const settings = { smtpFrom: undefined, organisationContact: 'desk@lapwing.example' };
const keys = { openPgpKey: null, dkim: null };

describe('mailServerOf', () => {
  it('reads host, port, account and encryption of the address', () => {
    expect(
      mailServerOf({ ...settings, smtpUrl: 'smtps://some%40body:p%2Fss@mail.lapwing.example' }, keys),
    ).toEqual({
      host: 'mail.lapwing.example',
      port: 465,
      secure: true,
      account: { user: 'some@body', password: 'p/ss' },
      from: 'desk@lapwing.example',
      replyTo: 'desk@lapwing.example',
      openPgpKey: null,
      dkim: null,
    });
    expect(
      mailServerOf({ ...settings, smtpUrl: 'smtp://[::1]:2525', smtpFrom: 'out@lapwing.example' }, keys),
    ).toMatchObject({
      host: '::1',
      port: 2525,
      secure: false,
      account: null,
      from: 'out@lapwing.example',
      replyTo: 'desk@lapwing.example',
    });
    expect(mailServerOf({ ...settings, smtpUrl: 'smtp://mail.lapwing.example' }, keys)).toMatchObject({
      port: 587,
    });
  });

  it('is null where none is set up', () => {
    expect(mailServerOf({ ...settings, smtpUrl: undefined }, keys)).toBeNull();
  });
});
