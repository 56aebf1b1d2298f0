/** The fingerprint of a key, in groups of four as people compare it. */
export function Fingerprint({ value }: { value: string }) {
  return (
    <code className="font-mono text-xs text-ink wrap-anywhere">{value.match(/.{1,4}/g)?.join(' ')}</code>
  );
}
