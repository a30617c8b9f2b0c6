/** What the address says of one section: `#leaks?status=new&q=pool`. */
export function readAddress(section: string): URLSearchParams | undefined {
  const [name, query = ''] = location.hash.slice(1).split('?')
  return name === section ? new URLSearchParams(query) : undefined
}

/** The link to a section with its filters set; empty ones are left out. */
export function addressOf(section: string, filters: Readonly<Record<string, string>>): string {
  const set = Object.entries(filters).filter(([, value]) => value !== '')
  const query = new URLSearchParams(set).toString()
  return `#${section}${query === '' ? '' : `?${query}`}`
}

/** Keeps the filters in the address without a step in the history for each letter. */
export function writeAddress(section: string, filters: Readonly<Record<string, string>>): void {
  const address = addressOf(section, filters)
  if (address !== location.hash) history.replaceState(null, '', address)
}

/** Brings a section into view that its link, having filters, does not find by itself. */
export function showSection(section: string): void {
  if (location.hash.includes('?')) document.getElementById(section)?.scrollIntoView()
}
