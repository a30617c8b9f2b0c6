/** How a describe block that leaked is listed beside its tests. */
export const blockCheck = 'leaves nothing open'

/** How a test file that leaked is listed beside its tests. */
export const fileCheck = 'this file leaves nothing open'

/** Is this the name of what we have listed, and not of a test? */
export function isOwnCheck(title: string): boolean {
  return title === blockCheck || title === fileCheck
}
