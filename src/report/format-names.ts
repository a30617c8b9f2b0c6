/** Every format, by the name that options and the command line use. */
export const formatNames = ['json', 'html', 'markdown', 'sarif', 'junit', 'ctrf', 'gitlab', 'github'] as const

export type FormatName = (typeof formatNames)[number]

/** Formats that are a file. */
export type FileFormat = Exclude<FormatName, 'github'>

const fileNames: Readonly<Record<FileFormat, readonly [stem: string, extension: string]>> = {
  json: ['leaks', '.json'],
  html: ['leaks', '.html'],
  markdown: ['leaks', '.md'],
  sarif: ['leaks', '.sarif'],
  junit: ['leaks', '.junit.xml'],
  ctrf: ['leaks', '.ctrf.json'],
  gitlab: ['leaks', '.gitlab.json'],
}

/** `leaks.json`, or `leaks-1-of-3.json` so that the reports of all shards can lie side by side. */
export function fileNameOf(
  format: FileFormat,
  shard?: { readonly index: number; readonly count: number },
): string {
  const [stem, extension] = fileNames[format]
  return shard === undefined
    ? `${stem}${extension}`
    : `${stem}-${String(shard.index)}-of-${String(shard.count)}${extension}`
}
