import type { PackageKnowledge } from '../package-knowledge'

export const swr: PackageKnowledge = {
  package: 'swr',
  link: 'https://swr.vercel.app/docs/api#options',
  instead:
    'nothing of swr ends it; rendered in `<SWRConfig value={{ dedupingInterval: 0, loadingTimeout: 0 }}>` it starts none',
}
