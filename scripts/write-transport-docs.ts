import { readFileSync, writeFileSync } from 'node:fs';
import {
  type DeliveryFault,
  deliveryFaults,
  type Expected,
} from '../services/exporter/src/testing/delivery/delivery-faults.ts';
import { deskKinds } from '../services/exporter/src/testing/delivery/desk-kinds.ts';
import { meaningOfDeliveryError } from '../shared/contracts/src/index.ts';

const target = new URL('../docs/transports.md', import.meta.url);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = (columns: number): string => row(Array.from({ length: columns }, () => '---'));
const isFault = (name: string): name is DeliveryFault => name in deliveryFaults;

const outcome = (expected: Expected | null): string => {
  if (expected === null) return '–';
  if (expected === 'ARRIVED') return 'sent';
  const { tryAgain, mayHaveArrived } = meaningOfDeliveryError[expected];
  return `\`${expected}\`: ${tryAgain ? 'tried again' : 'given up'}${mayHaveArrived ? ', may have arrived' : ''}`;
};
const rows = Object.entries(deliveryFaults).flatMap(([fault, meaning]) =>
  isFault(fault) ? [row([meaning, ...deskKinds.map(({ expected }) => outcome(expected[fault]))])] : [],
);

const page = `# Transports and what is made of each fault

By download a person hands the batch over, and nothing here applies. Every other transport is tried in every run of the tests
against a real server of its kind on the same machine, over TLS or SSH with a certificate or key made for the test, which is made to
fail in each of these ways. That server checks what it gets with a library that shares nothing with ours; encrypted e-mail is opened with OpenPGP.js,
and with GnuPG where that is installed; SFTP is tried with OpenSSH too where that is installed.
[delivery.md](delivery.md) says what “tried again”, “given up” and “may have arrived” mean.

${row(['the recipient …', ...deskKinds.map(({ name }) => name)])}
${rule(deskKinds.length + 1)}
${rows.join('\n')}

For every transport the same run checks that every byte of every file arrives, or every field of a report as the API's
documentation says, that a second attempt carries the same id and
the same content, and, where a recipient's own server is reached, that the connection goes to the addresses that were
checked although the name leads elsewhere a moment later.

This page is written by \`node scripts/write-transport-docs.ts\` from the tables that
\`services/exporter/src/transports/conformance.test.ts\` runs.
`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== page) {
    console.error('docs/transports.md is out of date: run node scripts/write-transport-docs.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, page);
}
