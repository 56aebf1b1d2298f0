/**
 * The same as `say`, which is asked once for values that are the same one after the other: most columns of a batch say of a
 * referral what they said of the one before.
 */
export function saidOnce<Value>(say: (value: Value) => string): (value: Value) => string {
  let last: Value | undefined;
  let said: string | undefined;
  return (value) => {
    if (said !== undefined && value === last) return said;
    const words = say(value);
    last = value;
    said = words;
    return words;
  };
}
