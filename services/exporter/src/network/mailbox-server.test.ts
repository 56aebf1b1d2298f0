import { describe, expect, it } from 'vitest';
import { mailboxName, mailboxServerOf } from './mailbox-server.ts';

describe('mailboxServerOf', () => {
  it('reads host, port, account, encryption and folder of the address', () => {
    const mailbox = mailboxServerOf({
      imapUrl: 'imaps://desk%40lapwing.example:p%2Fss@mail.lapwing.example/Replies%20in',
    });
    expect(mailbox).toEqual({
      host: 'mail.lapwing.example',
      port: 993,
      secure: true,
      user: 'desk@lapwing.example',
      password: 'p/ss',
      folder: 'Replies in',
    });
    expect(mailbox && mailboxName(mailbox)).toBe('desk@lapwing.example · mail.lapwing.example · Replies in');
    expect(mailboxServerOf({ imapUrl: 'imap://a:b@[::1]:1143/' })).toMatchObject({
      host: '::1',
      port: 1143,
      secure: false,
      folder: 'INBOX',
    });
    expect(mailboxServerOf({ imapUrl: 'imap://a:b@mail.lapwing.example' })).toMatchObject({ port: 143 });
  });

  it('is null where none is set up', () => {
    expect(mailboxServerOf({ imapUrl: undefined })).toBeNull();
  });
});
