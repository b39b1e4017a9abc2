/** A key this long still hides enough when its last characters are shown. */
const longEnough = 20;
/** What a key begins with says whose it is and nothing more. */
const classes = /^(?:sk-(?:ant-|or-v1-|proj-)?)?/;

/** A key as it may be shown: `sk-…a1b2`; of a short one nothing but `…`. */
export function maskKey(key: string): string {
  if (key.length < longEnough) return '…';
  return `${classes.exec(key)?.[0] ?? ''}…${key.slice(-4)}`;
}
