/** Standard streams are opened when somebody first prints, and stay; descriptors follow what they belong to. */
const quiet = new Set(['pipe', 'fileDescriptors'])

/** Whether nobody is told that there are more of this type than before. */
export function isQuietCount(type: string): boolean {
  return quiet.has(type)
}
