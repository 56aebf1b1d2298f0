/** The files of every package of evidence beside its documents, its manifest and the signature of that. */
export const EVIDENCE_NAME = 'evidence.json';
export const CUSTODY_NAME = 'custody.json';
export const CHECKPOINT_NAME = 'checkpoint.txt';
export const SUMS_NAME = 'SHA256SUMS';
