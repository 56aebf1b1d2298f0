/** What a Postfix says that became of a message. */
interface Fate {
  /** Message-ID of the message, without angle brackets. */
  messageId: string;
  to: string;
  action: 'failed' | 'delayed';
  /** Of RFC 3463. */
  status: string;
  /** What the other server said. */
  diagnostic: string;
}

/** A report as Postfix 3.7 writes it (bounce(8), RFC 3464): its parts with their headers, and the whole message. */
export function postfixReport({ messageId, to, action, status, diagnostic }: Fate): {
  headers: string;
  notification: string;
  report: string;
  original: string;
  whole: string;
} {
  const boundary = '9A3D11C09F.1795860002/mail.lapwing.example';
  const subject =
    action === 'failed' ? 'Undelivered Mail Returned to Sender' : 'Delayed Mail (still being retried)';
  const headers = lines(
    'Return-Path: <>',
    'Received: by mail.lapwing.example (Postfix)',
    '\tid 4F2B41C0A3; Sat, 28 Nov 2026 10:00:02 +0000 (UTC)',
    'Date: Sat, 28 Nov 2026 10:00:02 +0000 (UTC)',
    'From: Mail Delivery System <MAILER-DAEMON@mail.lapwing.example>',
    `Subject: ${subject}`,
    'To: desk@lapwing.example',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    `\tboundary="${boundary}"`,
    'Content-Transfer-Encoding: 8bit',
    `Message-Id: <${crypto.randomUUID()}@mail.lapwing.example>`,
    '',
    '',
  );
  const notification = lines(
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'This is the mail system at host mail.lapwing.example.',
    '',
    action === 'failed'
      ? "I'm sorry to have to inform you that your message could not\r\nbe delivered to one or more recipients. It's attached below."
      : 'THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
    '',
    `<${to}>: ${diagnostic}`,
    '',
  );
  const report = lines(
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.lapwing.example',
    'X-Postfix-Queue-ID: 9A3D11C09F',
    'X-Postfix-Sender: rfc822; desk@lapwing.example',
    'Arrival-Date: Sat, 28 Nov 2026 10:00:00 +0000 (UTC)',
    '',
    `Final-Recipient: rfc822; ${to}`,
    `Original-Recipient: rfc822;${to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx.elsewhere.example',
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
  );
  const original = lines(
    'Return-Path: <desk@lapwing.example>',
    'Received: from lapwing.example (localhost [127.0.0.1])',
    '\tby mail.lapwing.example (Postfix) with ESMTPSA id 9A3D11C09F',
    `\tfor <${to}>; Sat, 28 Nov 2026 10:00:00 +0000 (UTC)`,
    'From: Plover Foundation <desk@lapwing.example>',
    `To: ${to}`,
    'Subject: Imminent danger',
    `Message-ID: <${messageId}>`,
    'Date: Sat, 28 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '',
  );
  const whole = [
    headers,
    lines('This is a MIME-encapsulated message.', '', `--${boundary}`, ''),
    notification,
    lines('', `--${boundary}`, ''),
    report,
    lines('', `--${boundary}`, ''),
    lines(
      'Content-Description: Undelivered Message',
      'Content-Type: message/rfc822',
      'Content-Transfer-Encoding: 8bit',
      '',
      '',
    ),
    original,
    lines('Nobody answered.', '', `--${boundary}--`, ''),
  ].join('');
  return { headers, notification, report, original, whole };
}

const lines = (...all: string[]): string => all.join('\r\n');
