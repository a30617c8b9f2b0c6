/** What happens to a leak: fail its owner, say so once per type and file, or nothing. */
export type Severity = 'fail' | 'warn' | 'off'
