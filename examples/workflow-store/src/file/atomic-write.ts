import { open, rename, rm } from 'node:fs/promises'

/** Replaces a file as a whole: a reader, or a crash, meets the old content or the new one. */
export async function writeAtomically(file: string, content: string): Promise<void> {
  const aside = `${file}.${process.pid}.tmp`
  try {
    {
      await using handle = await open(aside, 'w')
      await handle.writeFile(content)
      await handle.sync()
    }
    await rename(aside, file)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}
